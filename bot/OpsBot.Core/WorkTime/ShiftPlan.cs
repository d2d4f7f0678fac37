namespace OpsBot.Core.WorkTime;

/// <summary>A shift pattern laid over a plan for its period.</summary>
public sealed class ShiftPlan(WorkPlan below, ShiftPattern pattern) : LayeredPlan(below)
{
    /// <inheritdoc/>
    public override DayStatus StatusOf(DateOnly date)
    {
        var below = Below.StatusOf(date);
        if (!pattern.Contains(date) || IsHoliday(below)) return below;
        var kind = pattern.SpansOf(date).Count > 0 ? DayKind.ShiftOn : DayKind.ShiftOff;
        // Shifts that follow no holidays do not wait for a paper.
        return new DayStatus(date, kind, pattern.Name, null, pattern.FollowsHolidays ? below.MissingPaperYear : null);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date)
    {
        if (!pattern.Contains(date)) return Below.SpansOf(date);
        return pattern.FollowsHolidays && IsHoliday(Below.StatusOf(date)) ? [] : pattern.SpansOf(date);
    }

    /// <inheritdoc/>
    public override string? NoteOn(DateOnly date) => pattern.Contains(date) ? null : Below.NoteOn(date);

    private bool IsHoliday(DayStatus below) => pattern.FollowsHolidays && below.Kind is (DayKind.Holiday or DayKind.LocalHoliday);
}
