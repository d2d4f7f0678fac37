namespace OpsBot.Core.WorkTime;

/// <summary>Hours of a part of the year, such as summer hours. A season may run over the turn of the year.</summary>
/// <param name="FirstDay">First day, included.</param>
/// <param name="LastDay">Last day, included.</param>
/// <param name="Windows">The windows of a workday in this season.</param>
public sealed record WorkSeason(MonthDay FirstDay, MonthDay LastDay, IReadOnlyList<WorkWindow> Windows)
{
    public bool Contains(DateOnly date)
    {
        var day = MonthDay.Of(date);
        var afterFirst = day.CompareTo(FirstDay) >= 0;
        var beforeLast = day.CompareTo(LastDay) <= 0;
        return FirstDay.CompareTo(LastDay) <= 0 ? afterFirst && beforeLast : afterFirst || beforeLast;
    }
}
