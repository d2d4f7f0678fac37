namespace OpsBot.Core.WorkTime;

/// <summary>
/// Decides whether a person may set quiet times, and whether those once set still count: other shifts may have come since
/// that leave too little, and then the times rest until they fit again. Taking them back is always allowed.
/// </summary>
public static class PersonalHoursPolicy
{
    /// <summary>The average is taken over this many weeks, long enough for every shift cycle to come round.</summary>
    private const int Weeks = 26;

    /// <summary>Null when the quiet times may be set; else why not.</summary>
    public static PersonalHoursRefusal? Refuse(WorkPlan plan, IReadOnlyList<QuietSpan> wanted, PersonalHoursRules rules, DateOnly today)
    {
        if (wanted.Count > rules.MostSpans) return new PersonalHoursRefusal.TooMany(rules.MostSpans);
        var without = WeeklyHours(plan, today);
        var with = WeeklyHours(new NarrowedPlan(plan, wanted), today);
        // Somebody who works less than the minimum anyway may still set a time that costs nothing.
        var least = Math.Min(rules.LeastHoursPerWeek, without);
        // With nothing left at all, what waits for the person would wait forever.
        return with < least || with <= 0 ? new PersonalHoursRefusal.TooLittleLeft(with, least) : null;
    }

    /// <summary>Hours a week in which work could reach the person, guard bands left out. Weeks of leave and holidays do not count against anybody.</summary>
    private static double WeeklyHours(WorkPlan plan, DateOnly today)
    {
        var open = TimeSpan.Zero;
        var worked = 0;
        for (var day = 0; day < Weeks * 7; day++)
        {
            var date = today.AddDays(day);
            if (plan.StatusOf(date).Kind is DayKind.Holiday or DayKind.LocalHoliday or DayKind.Leave) continue;
            worked++;
            foreach (var span in plan.SpansOf(date))
                if (span.Length > plan.Schedule.Guard) open += span.Length - plan.Schedule.Guard;
        }
        return worked == 0 ? 0 : open.TotalHours * 7 / worked;
    }
}
