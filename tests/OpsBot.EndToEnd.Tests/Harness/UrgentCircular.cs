using System.Text.RegularExpressions;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>A circular that an admin wants delivered at night, as far as its submission.</summary>
internal static partial class UrgentCircular
{
    public const string Body = "请立即转移低洼处的住户到镇中学。";

    /// <summary>Ids of the circular and of the override that waits with it.</summary>
    public static async Task<(string Circular, string Override)> SubmitAsync(ChatClient admin, ChatClient approver, string terms = "加急 防汛 12小时 台风今晚登陆")
    {
        await admin.SayAsync("发通知");
        await admin.SayAsync("石桥镇");
        await admin.SayAsync(Body);
        Assert.Contains("不分时间送达", await admin.SayAsync(terms), StringComparison.Ordinal);
        var circular = CircularNumber().Match(await admin.SayAsync("提交审批")).Value;
        return (circular, OverrideNumber().Match(await approver.SayAsync("待批加急")).Value);
    }

    [GeneratedRegex(@"TZ-\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CircularNumber();

    [GeneratedRegex(@"JJ-\d{4}-[0-9A-Z]{4}")]
    private static partial Regex OverrideNumber();
}
