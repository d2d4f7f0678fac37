using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Burden;

/// <summary>How often the bot may interrupt somebody who did not ask, as data of a pack.</summary>
public sealed record BurdenRules
{
    private const int MaxCharacters = 64 * 1024;

    /// <summary>Shape of the file.</summary>
    public int Schema { get; init; }

    /// <summary>Unasked messages for each recipient and working day.</summary>
    public int PerDay { get; init; }

    /// <summary>Reminders of one item for each recipient.</summary>
    public int RemindersPerItem { get; init; }

    /// <summary>Classes that are counted but never kept back.</summary>
    public IReadOnlyList<MessageClass> MayExceed { get; init; } = [];

    /// <summary>A day's record of a person is kept this many hours.</summary>
    public int KeepDayHours { get; init; }

    /// <summary>The count of an item's reminders is kept this many days after the last one.</summary>
    public int KeepItemDays { get; init; }

    /// <summary>Monthly figures: smaller cells are hidden.</summary>
    public int SmallestCell { get; init; }

    /// <summary>Monthly figures: with fewer units nothing is shown.</summary>
    public int FewestUnits { get; init; }

    /// <summary>Most characters of one digest; what does not fit is a second one.</summary>
    public int DigestCharacters { get; init; }

    /// <summary>Reads a pack's <c>burden.json</c>; all faults are listed.</summary>
    public static PackReading<BurdenRules> Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return PackReading<BurdenRules>.Bad([WorkTimeTexts.FaultTooBig(MaxCharacters)]);
        try
        {
            var rules = JsonSerializer.Deserialize<BurdenRules>(json, StoredJson.Options) ?? new BurdenRules();
            var faults = FindFaults(rules).ToArray();
            return faults.Length > 0 ? PackReading<BurdenRules>.Bad(faults) : PackReading<BurdenRules>.Of(rules);
        }
        catch (JsonException broken)
        {
            return PackReading<BurdenRules>.Bad([WorkTimeTexts.FaultNotJson((broken.LineNumber ?? 0) + 1)]);
        }
    }

    /// <summary>What sending this now means for the recipient; null for what was asked for.</summary>
    public BurdenCharge? ChargeOf(OutboundMessage message, QuietHours? hours, DateTimeOffset now) => message.IsAsked() ? null : new BurdenCharge(
        message.Recipient(),
        DayOf(hours, now),
        new BurdenLine(now, message.Class, message.SenderUnitId),
        PerDay,
        message.Class == MessageClass.Reminder ? message.Subject : null,
        RemindersPerItem,
        message.Class == MessageClass.Digest || MayExceed.Contains(message.Class),
        TimeSpan.FromHours(KeepDayHours),
        TimeSpan.FromDays(KeepItemDays));

    /// <summary>The day on which something is counted.</summary>
    public static DateOnly DayOf(QuietHours? hours, DateTimeOffset now) =>
        hours is not null ? DateOnly.FromDateTime(now.ToOffset(hours.Plan.Schedule.UtcOffset).DateTime) : DateOnly.FromDateTime(now.UtcDateTime);

    private static IEnumerable<string> FindFaults(BurdenRules rules)
    {
        if (rules.Schema != 1)
            yield return ComplaintTexts.FaultSchema;
        (string Name, int Value, int Least, int Most)[] numbers =
        [
            ("perDay", rules.PerDay, 1, 100),
            ("remindersPerItem", rules.RemindersPerItem, 1, 10),
            ("keepDayHours", rules.KeepDayHours, 24, 168),
            ("keepItemDays", rules.KeepItemDays, 1, 180),
            ("smallestCell", rules.SmallestCell, 2, 100),
            ("fewestUnits", rules.FewestUnits, 2, 100),
            ("digestCharacters", rules.DigestCharacters, 500, 20_000),
        ];
        foreach (var (name, value, least, most) in numbers)
            if (value < least || value > most)
                yield return WorkTimeTexts.FaultNumber(name, $"{value}", least, most);
    }
}
