namespace OpsBot.Core.WorkTime;

/// <summary>A plan that changes something of the plan below it and passes on the rest.</summary>
public abstract class LayeredPlan(WorkPlan below) : WorkPlan
{
    /// <summary>What holds where this layer says nothing.</summary>
    public WorkPlan Below { get; } = below;

    /// <inheritdoc/>
    public sealed override WorkCalendar Calendar => Below.Calendar;

    /// <inheritdoc/>
    public override WorkSchedule Schedule => Below.Schedule;

    /// <inheritdoc/>
    public override DayStatus StatusOf(DateOnly date) => Below.StatusOf(date);

    /// <inheritdoc/>
    public override bool IsHalfDay(DateOnly date) => Below.IsHalfDay(date);

    /// <inheritdoc/>
    public override string? NoteOn(DateOnly date) => Below.NoteOn(date);
}
