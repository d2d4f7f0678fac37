using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework;

/// <summary>Lists every fault at once, before the process serves.</summary>
internal sealed class BotFrameworkOptionsValidator : IValidateOptions<BotFrameworkOptions>
{
    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.AppPassword))
            faults.Add("BotFramework__AppPassword is missing. Set the secret that belongs to BotFramework__AppId.");
        if (!TenantId.TryParse(options.Tenant, out _))
            faults.Add("BotFramework__Tenant must be 1 to 32 characters of a-z, 0-9 and '-'.");
        Check("ChannelMetadataUrl", options.ChannelMetadataUrl);
        Check("EmulatorMetadataUrl", options.EmulatorMetadataUrl);
        Check("LoginUrl", options.LoginUrl);
        Check("ServiceUrl", options.ServiceUrl);
        if (options.MaxBodyBytes is < 1024 or > 4 * 1024 * 1024)
            faults.Add("BotFramework__MaxBodyBytes must be 1024 to 4194304.");
        if (options.PostBurst < 1 || options.PostsPerSecond < 1)
            faults.Add("BotFramework__PostBurst and BotFramework__PostsPerSecond must be at least 1.");
        if (options.MaxAge <= TimeSpan.Zero || options.MaxAge >= OnceKey.DefaultKeepFor)
            faults.Add("BotFramework__MaxAge must be above zero and below 3 days, the time for which taken messages are remembered.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string setting, string? url)
        {
            if (url is not null && !IsUsable(url, options.AllowLoopback))
                faults.Add($"BotFramework__{setting} must be an https address (http only on loopback, with BotFramework__AllowLoopback).");
        }
    }

    private static bool IsUsable(string url, bool allowLoopback) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (allowLoopback && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp));
}
