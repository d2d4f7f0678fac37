namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>When a missing paper is spoken of.</summary>
/// <param name="TellFrom">From this day admins are told that next year's paper is missing.</param>
/// <param name="DegradedFrom">From this day the health of the service is called degraded.</param>
/// <param name="RepeatDays">Days between two such messages.</param>
public sealed record CalendarWatchRules(MonthDay TellFrom, MonthDay DegradedFrom, int RepeatDays)
{
    /// <summary>Reads <c>paper-watch.json</c> of a pack.</summary>
    public static PackReading<CalendarWatchRules> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<CalendarWatchRules>.Bad(faults);
        var rules = new CalendarWatchRules(root.MonthDay("tellFrom"), root.MonthDay("degradedFrom"), root.Number("repeatDays", 1, 60));
        return faults.Count > 0 ? PackReading<CalendarWatchRules>.Bad(faults) : PackReading<CalendarWatchRules>.Of(rules);
    }
}
