namespace OpsBot.Core.WorkTime;

/// <summary>Shifts that take the place of office hours, from one day to another.</summary>
/// <param name="Name">For example 四班三运转.</param>
/// <param name="Kind">How the days repeat.</param>
/// <param name="From">First day on which they hold, included; before it the plan below does.</param>
/// <param name="Until">Last day, included; after it the plan below does.</param>
/// <param name="Days">The spans of each day: of the week, of the cycle, or of the roster from <paramref name="From"/> on.</param>
/// <param name="Anchor">A day with which a cycle begins (it may lie outside the period).</param>
/// <param name="FollowsHolidays">The calendar's and the unit's holidays are free all the same.</param>
public sealed record ShiftPattern(
    string Name, ShiftKind Kind, DateOnly From, DateOnly Until, IReadOnlyList<IReadOnlyList<WorkSpan>> Days, DateOnly Anchor, bool FollowsHolidays)
{
    public bool Contains(DateOnly date) => date >= From && date <= Until;

    /// <summary>The spans of a day inside the period, holidays not considered.</summary>
    public IReadOnlyList<WorkSpan> SpansOf(DateOnly date)
    {
        var index = Kind switch
        {
            ShiftKind.Weekly => ((int)date.DayOfWeek + 6) % 7,
            ShiftKind.Cycle => Modulo(date.DayNumber - Anchor.DayNumber, Days.Count),
            _ => date.DayNumber - From.DayNumber,
        };
        return index < Days.Count ? Days[index] : [];
    }

    private static int Modulo(int number, int by) => ((number % by) + by) % by;
}
