using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>Time limits and wording limits of dispatch, as data of a pack.</summary>
public sealed record DeadlineRules
{
    private const int MaxCharacters = 64 * 1024;

    /// <summary>Shape of the file.</summary>
    public int Schema { get; init; }

    /// <summary>Time limits offered, in working days.</summary>
    public IReadOnlyList<int> StandardWorkingDays { get; init; } = [];

    /// <summary>Longest time limit that is taken, in working days.</summary>
    public int MaxWorkingDays { get; init; }

    /// <summary>The reminder goes out this many working minutes before the due instant, or at half of a shorter limit.</summary>
    public int ReminderLeadWorkingMinutes { get; init; }

    /// <summary>Most reminders over the life of a leg, whatever its due instants.</summary>
    public int MaxReminders { get; init; }

    /// <summary>The escalation goes out this many working minutes after the due instant.</summary>
    public int EscalateAfterWorkingMinutes { get; init; }

    /// <summary>Who is told of an overdue leg: <c>leader</c> of its unit, <c>supervisor</c> of the office.</summary>
    public IReadOnlyList<Role> EscalateTo { get; init; } = [];

    /// <summary>A text for the legs that shares a run of this many characters with the original needs a person's explicit yes.</summary>
    public int SharedRunCharacters { get; init; }

    /// <summary>Reads a pack's <c>deadlines.json</c>; all faults are listed.</summary>
    public static PackReading<DeadlineRules> Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return PackReading<DeadlineRules>.Bad([ComplaintTexts.FaultTooBig(MaxCharacters)]);
        DeadlineRules? rules;
        try
        {
            rules = JsonSerializer.Deserialize<DeadlineRules>(json, StoredJson.Options);
        }
        catch (JsonException broken)
        {
            return PackReading<DeadlineRules>.Bad([ComplaintTexts.FaultNotJson(broken.Path, (broken.LineNumber ?? 0) + 1)]);
        }
        var faults = FindFaults(rules ?? new DeadlineRules());
        return faults.Count > 0 ? PackReading<DeadlineRules>.Bad(faults) : PackReading<DeadlineRules>.Of(rules!);
    }

    /// <summary>The instants of a leg's clock for a time limit that starts now.</summary>
    public (DateTimeOffset DueAt, DateTimeOffset RemindAt, DateTimeOffset EscalateAt) ClockFrom(DateTimeOffset now, int workingDays, WorkTimeline timeline)
    {
        var dueAt = timeline.AddWorkingDays(now, workingDays);
        var (remindAt, escalateAt) = ClockTo(now, dueAt, timeline);
        return (dueAt, remindAt, escalateAt);
    }

    /// <summary>When to remind of a due instant, and when to escalate after it.</summary>
    public (DateTimeOffset RemindAt, DateTimeOffset EscalateAt) ClockTo(DateTimeOffset from, DateTimeOffset dueAt, WorkTimeline timeline)
    {
        var lead = Math.Min(ReminderLeadWorkingMinutes, timeline.WorkingMinutesBetween(from, dueAt) / 2);
        return (timeline.SubtractWorkingMinutes(dueAt, (int)lead), timeline.AddWorkingMinutes(dueAt, EscalateAfterWorkingMinutes));
    }

    private static List<string> FindFaults(DeadlineRules rules)
    {
        var faults = new List<string>();
        if (rules.Schema != 1)
            faults.Add(ComplaintTexts.FaultSchema);
        Check("maxWorkingDays", rules.MaxWorkingDays, 1, 250);
        Check("reminderLeadWorkingMinutes", rules.ReminderLeadWorkingMinutes, 1, 10_000);
        Check("maxReminders", rules.MaxReminders, 0, 5);
        Check("escalateAfterWorkingMinutes", rules.EscalateAfterWorkingMinutes, 0, 10_000);
        Check("sharedRunCharacters", rules.SharedRunCharacters, 8, 100);
        if (rules.StandardWorkingDays.Count == 0)
            faults.Add(ComplaintTexts.FaultMissing("standardWorkingDays"));
        foreach (var days in rules.StandardWorkingDays)
            Check("standardWorkingDays", days, 1, Math.Max(1, rules.MaxWorkingDays));
        if (rules.EscalateTo.Count == 0)
            faults.Add(ComplaintTexts.FaultMissing("escalateTo"));
        if (rules.EscalateTo.Any(r => r is not (Role.Leader or Role.Supervisor)))
            faults.Add(ComplaintTexts.FaultEscalateTo);
        return faults;

        void Check(string name, int value, int least, int most)
        {
            if (value < least || value > most)
                faults.Add(ComplaintTexts.FaultNumber(name, value, least, most));
        }
    }
}
