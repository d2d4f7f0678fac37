namespace OpsBot.Core.WorkTime;

/// <summary>Other office hours on the same workdays; work that was ordered on top of the calendar stays as it was.</summary>
public sealed class OfficePlan(WorkPlan below, WorkSchedule hours) : LayeredPlan(below)
{
    /// <inheritdoc/>
    public override WorkSchedule Schedule => hours;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date) =>
        Below.StatusOf(date).Kind is DayKind.Weekday or DayKind.MakeUpWorkday ? hours.SpansOn(date) : Below.SpansOf(date);
}
