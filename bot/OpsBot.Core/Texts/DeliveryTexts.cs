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
        return $"{When(forecast.From, now, hours.Plan.Schedule.UtcOffset)}起送达{(missing is { } year ? WorkTimeTexts.ProvisionalMark(year) : "")}";
    }

    /// <summary>The same for several recipients, each with hours of the own: the earliest, the latest, and how many come later.</summary>
    public static string Arrival(AudienceForecast forecast, DateTimeOffset now)
    {
        var mark = forecast.MissingPaperYear is { } year ? WorkTimeTexts.ProvisionalMark(year) : "";
        var (first, next, last) = (At(forecast.First), At(forecast.Next), At(forecast.Last));
        if (forecast.Later == 0)
            return forecast.First.AtOnce ? "现在是工作时间，马上开始送" : $"{When(forecast.First.From, now, forecast.UtcOffset)}起送达{mark}";
        if (!forecast.First.AtOnce)
            return $"每人按自己的工作时间送：最早{first}，最晚{last}，其中{forecast.Later}人比最早的晚{mark}";
        var rest = forecast.Next.From == forecast.Last.From ? $"{next}送" : $"最早{next}，最晚{last}";
        return $"马上开始送给{forecast.People - forecast.Later}人，另外{forecast.Later}人等各自的工作时间，{rest}{mark}";

        string At(DeliveryForecast one) => When(one.From, now, forecast.UtcOffset).TrimEnd();
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

    private static string When(DateTimeOffset at, DateTimeOffset now, TimeSpan utcOffset)
    {
        var local = at.ToOffset(utcOffset);
        var today = DateOnly.FromDateTime(now.ToOffset(utcOffset).DateTime);
        var ahead = DateOnly.FromDateTime(local.DateTime).DayNumber - today.DayNumber;
        return ahead is 0 or 1
            ? $"{Days[ahead]} {WorkTimeTexts.Time(TimeOnly.FromDateTime(local.DateTime))} "
            : $"{WorkTimeTexts.Moment(today, local)}";
    }

    public static string FaultTenantLimits(int seconds) => $"scope 是 tenant、seconds 是 {seconds} 的限额各通道写得不一样：本单位各通道共用一个，请写成同样的 count 和 burst";
}
