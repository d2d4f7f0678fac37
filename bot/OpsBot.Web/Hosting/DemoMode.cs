namespace OpsBot.Web.Hosting;

/// <summary>Decides whether this process is a demo. A demo lets anyone be anyone, so it never runs beside a real channel.</summary>
internal static class DemoMode
{
    // A setting that switches a real entrance on, by channel.
    private static readonly string[] RealEntrances =
        ["BotFramework:AppId", "DingTalk:ClientId", "GovDingTalk:AppKey", "WeCom:CorpId", "DirectLine:Secret"];

    /// <summary>On without configuration; off as soon as a real entrance or directory is configured; both at once is a fault.</summary>
    public static bool Decide(IConfiguration configuration)
    {
        var real = RealEntrances.Append("Directory:File").Where(key => !string.IsNullOrWhiteSpace(configuration[key])).ToArray();
        var asked = configuration.GetValue<bool?>("Demo:Enabled");
        if (asked == true && real.Length > 0)
            throw new StartupFaultException($"演示模式不能和真实通道或名录一起打开。请去掉 Demo__Enabled，或去掉 {string.Join("、", real.Select(k => k.Replace(":", "__", StringComparison.Ordinal)))}。");
        return asked ?? real.Length == 0;
    }
}
