using OpsBot.Core.Circulars;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Core.Texts;

/// <summary>What the sender of a circular reads of its readers (已读): numbers, never names.</summary>
public static class CircularReadingTexts
{
    public const string Label = "已读";

    /// <summary>Under every progress.</summary>
    public const string Note = "“平台已接收”不等于对方看过。已读只有总数：谁看没看，我不统计，也不催。";

    /// <summary>One line; null: there is nothing to say yet.</summary>
    public static string? Of(Circular circular, CircularReading? reading, int delivered, bool underWay, ReadRules rules, TimeSpan offset, DateTimeOffset now)
    {
        if (!CircularReadingPolicy.IsOut(circular) || delivered == 0)
            return null;
        if (circular.RecipientCount < rules.SmallestCell)
            return $"收到的不到{rules.SmallestCell}人，为了不对应到人，不查";
        var running = reading?.Running is null ? null : reading.Last is null ? $"正在查，过一会儿再发“进度 {circular.Id}”看" : "正在重新查";
        var interrupted = reading is { Interrupted: true } ? $"平台现在忙，没有查完，{Minutes(rules)}分钟后再发“进度 {circular.Id}”重查" : null;
        string[] parts = [.. Numbers(reading, rules, offset, now), .. new[] { running, interrupted }.OfType<string>()];
        if (parts.Length > 0)
            return string.Join('；', parts);
        return underWay ? $"送完再查，过一会儿再发“进度 {circular.Id}”" : "没有查过，现在也过了能查的时候";
    }

    private static IEnumerable<string> Numbers(CircularReading? reading, ReadRules rules, TimeSpan offset, DateTimeOffset now)
    {
        if (reading is not { Last: { } last, CountedAt: { } countedAt })
            yield break;
        var at = WorkTimeTexts.Moment(DateOnly.FromDateTime(now.ToOffset(offset).DateTime), countedAt.ToOffset(offset));
        if (CircularReadingPolicy.MayShow(last, rules))
            yield return $"{last.Read}人（平台告诉已读的有{last.Told}人，{at}查的）";
        else if (last.Told > 0)
            yield return $"平台告诉已读的人或单位太少，为了不对应到人，不显示（{at}查的）";
        if (last.Refused > 0)
            yield return last.Why == ReadRefusal.NotPermitted ? "平台没有给应用查已读的权限，请找系统管理员" : $"{last.Refused}人平台不告诉，{Why(last.Why)}";
        if (last.Untold > 0)
            yield return last.Told + last.Refused > 0 ? $"另有{last.Untold}人，平台不提供已读状态" : $"收到的{last.Untold}人，平台都不提供已读状态";
        if (last is { Cut: true, Why: not ReadRefusal.NotPermitted })
            yield return $"最多查{rules.MostAsked}人，后面的没有查";
    }

    private static string Why(ReadRefusal? why) => why == ReadRefusal.TooOld ? "隔得太久" : "没有说原因";

    private static int Minutes(ReadRules rules) => (int)rules.AgainAfter.TotalMinutes;
}
