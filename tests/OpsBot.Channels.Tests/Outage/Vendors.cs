namespace OpsBot.Channels.Tests.Outage;

internal static class Vendors
{
    /// <param name="channel">Its name.</param>
    /// <param name="patience">Longest wait for an answer, in real time, where it is a setting of the channel's own.</param>
    public static IVendor Of(string channel, TimeSpan patience) => channel switch
    {
        "teams" => new FrameworkVendor(),
        "dingtalk" => new DingTalkVendor(),
        "govdingtalk" => new GovVendor(),
        _ => new WeComVendor(patience),
    };
}
