using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>Sentences about when and why something is delivered.</summary>
public static class DeliveryTexts
{
    public const string NoCalendar = "现在查不到对方的工作时间，先不送，查到了再送";
    public const string InTurn = "按平台允许的速度排队送达，不会丢";
    public const string OverBurden = "对方今天收到的打扰已到上限，下一个工作日合并成一条送达";

    private static readonly string[] Days = ["今天", "明天"];

    /// <summary>From when a message is delivered, as its sender reads it; it ends without a full stop.</summary>
    public static string Arrival(DeliveryForecast forecast, DateTimeOffset now, QuietHours hours)
    {
        if (forecast.State is DeliveryState.Expired)
            return "到了能送的时候已经过了时效，不会送出";
        if (forecast.AtOnce)
            return "现在是工作时间，马上开始送";
        var missing = hours.MissingPaperYear(now, forecast.From);
        return $"{When(forecast.From, now, hours)}起送达{(missing is { } year ? WorkTimeTexts.ProvisionalMark(year) : "")}";
    }

    /// <summary>One message for several; each item in its own words.</summary>
    public static MessageContent Digest(IReadOnlyList<OutboxEntry> items, DateTimeOffset now)
    {
        var lines = items.Select((item, i) => $"{i + 1}．{(item.Message.ExpiresAt < now ? "（已过时效，供了解）" : "")}{item.Message.Content.Text}");
        return $"之前的提醒和通知已到您每天的打扰上限，这{items.Count}条合并成一条给您：\n\n{string.Join("\n\n", lines)}";
    }

    /// <summary>What expired; its kind and what it is about, never its content.</summary>
    public static MessageContent NotSentInTime(OutboundMessage expired, DirectorySnapshot directory)
    {
        var to = directory.Person(expired.PersonId) is { } person ? $"给{person.Name}的" : "";
        var about = About(expired.Subject) is { } subject ? $"（{subject}）" : "";
        return $"有{to}{ClassName(expired.Class)}{about}没有送出：等到对方的工作时间，已经过了它的时效。需要的话请再发一次。";
    }

    /// <summary>A class as people call it.</summary>
    public static string ClassName(MessageClass @class) => @class switch
    {
        MessageClass.Reply => "答复",
        MessageClass.Receipt => "回执",
        MessageClass.Assignment => "交办",
        MessageClass.Reminder => "提醒",
        MessageClass.Escalation => "升级",
        MessageClass.Circular => "通知",
        MessageClass.Digest => "汇总",
        MessageClass.Override => "应急",
        _ => "其他",
    };

    // A subject is "kind:number" and may go on with "/part"; the number is what people know it by.
    private static string? About(string? subject) => subject?.Split('/')[0].Split(':') is [_, { Length: > 0 } number] ? number : null;

    private static string When(DateTimeOffset at, DateTimeOffset now, QuietHours hours)
    {
        var local = at.ToOffset(hours.Plan.Schedule.UtcOffset);
        var today = DateOnly.FromDateTime(now.ToOffset(hours.Plan.Schedule.UtcOffset).DateTime);
        var ahead = DateOnly.FromDateTime(local.DateTime).DayNumber - today.DayNumber;
        return ahead is 0 or 1
            ? $"{Days[ahead]} {WorkTimeTexts.Time(TimeOnly.FromDateTime(local.DateTime))} "
            : $"{WorkTimeTexts.Moment(today, local)}";
    }

    public static string FaultTenantLimits(int seconds) => $"scope 是 tenant、seconds 是 {seconds} 的限额各通道写得不一样：本单位各通道共用一个，请写成同样的 count 和 burst";
}
