namespace OpsBot.Core.WorkTime;

/// <summary>The ground: a territory's calendar and office hours.</summary>
public sealed class TerritoryPlan(WorkCalendar calendar, WorkSchedule schedule, long edition = 0) : WorkPlan
{
    /// <summary>How many imported papers the calendar takes in; see <see cref="HoursEdition.Number"/>.</summary>
    public long Edition => edition;

    /// <inheritdoc/>
    public override WorkCalendar Calendar => calendar;

    /// <inheritdoc/>
    public override WorkSchedule Schedule => schedule;

    /// <inheritdoc/>
    public override DayStatus StatusOf(DateOnly date) => calendar.StatusOf(date);

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date) => calendar.IsWorkday(date) ? schedule.SpansOn(date) : [];
}
