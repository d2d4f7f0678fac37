using OpsBot.Core.Complaints;

namespace OpsBot.Web.Hosting;

/// <summary>Where the public form of this deployment is, as the bot may say it to everybody.</summary>
internal static class PublicForms
{
    private const string Setting = "PublicForm:Address";
    private const string Page = "/public";

    /// <summary>
    /// The setting <c>PublicForm__Address</c>, which may be another process or host; else the page of this process when it is open
    /// and its address is known; else none.
    /// </summary>
    /// <param name="configuration">Settings.</param>
    /// <param name="demo">The form is open unless a setting closes it.</param>
    /// <param name="web">The address of this process's pages; null: not known.</param>
    public static PublicForm Of(IConfiguration configuration, bool demo, string? web)
    {
        if (configuration[Setting] is { Length: > 0 } given)
            return PublicForm.At(given) ?? throw new StartupFaultException("PublicForm__Address 应是 http 或 https 开头的完整网址，不带用户名、“?”和“#”。请改好再启动。");
        if (!configuration.GetValue("DirectLine:AllowAnonymous", demo))
            return PublicForm.Closed;
        // A process that listens on all addresses is reached from its own machine by this name.
        var reached = web?.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        return (reached is null ? null : PublicForm.At(reached.TrimEnd('/') + Page))
            ?? throw new StartupFaultException("公开页面已打开（DirectLine__AllowAnonymous），但不知道它的网址。请用 PublicForm__Address 写明，例如 https://jianfu.example.gov.cn/public。");
    }
}
