namespace OpsBot.Core.WorkTime;

/// <summary>What one unit or person has of its own; what it leaves out is taken from above.</summary>
/// <param name="Office">Own office hours; null: those from above.</param>
/// <param name="Shifts">Shifts instead of office hours; null: none.</param>
/// <param name="Holidays">Own days off.</param>
/// <param name="ExtraWork">Own work beyond the plan.</param>
/// <param name="Leave">Days away; only people have any.</param>
public sealed record HoursRules(
    WorkSchedule? Office,
    ShiftPattern? Shifts,
    IReadOnlyList<LocalHoliday> Holidays,
    IReadOnlyList<ExtraWork> ExtraWork,
    IReadOnlyList<Leave> Leave)
{
    /// <summary>Nothing of its own.</summary>
    public static HoursRules None { get; } = new(null, null, [], [], []);

    /// <summary>Lays these rules over a plan.</summary>
    public WorkPlan Over(WorkPlan plan)
    {
        if (Office is not null) plan = new OfficePlan(plan, Office);
        if (Shifts is not null) plan = new ShiftPlan(plan, Shifts);
        if (Holidays.Count + ExtraWork.Count > 0) plan = new ExceptionPlan(plan, Holidays, ExtraWork);
        return Leave.Count > 0 ? new LeavePlan(plan, Leave) : plan;
    }
}
