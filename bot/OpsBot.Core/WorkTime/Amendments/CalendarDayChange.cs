namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>A day that is worked by one edition of the calendar and not by the other.</summary>
public sealed record CalendarDayChange(DayStatus Before, DayStatus After);
