using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// A person's leave. Whole days take away every shift that begins on them and also the hours after midnight of a shift
/// that began the day before.
/// </summary>
public sealed class LeavePlan(WorkPlan below, IReadOnlyList<Leave> leaves) : LayeredPlan(below)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override DayStatus StatusOf(DateOnly date)
    {
        var below = Below.StatusOf(date);
        return below.IsWorkday && IsAway(date) ? new DayStatus(date, DayKind.Leave, null, null, below.MissingPaperYear) : below;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date)
    {
        if (IsAway(date)) return [];
        var spans = Below.SpansOf(date);
        if (HalfOn(date) is { } half && spans.Count > 0) spans = Without(spans, half);
        return EndsInLeave(date, spans) ? SpanSet.Without(spans, Day, 2 * Day) : spans;
    }

    /// <inheritdoc/>
    public override bool IsHalfDay(DateOnly date)
    {
        if (HalfOn(date) is not null) return true;
        var spans = Below.SpansOf(date);
        return EndsInLeave(date, spans) ? HalfDays.Of(spans).Second.OpensAt >= Day : Below.IsHalfDay(date);
    }

    /// <inheritdoc/>
    public override string? NoteOn(DateOnly date) =>
        HalfOn(date) is { } half && Below.StatusOf(date).IsWorkday && !IsAway(date) ? WorkTimeTexts.HalfLeave(half) : Below.NoteOn(date);

    private static IReadOnlyList<WorkSpan> Without(IReadOnlyList<WorkSpan> spans, LeaveHalf half)
    {
        var (first, second) = HalfDays.Of(spans);
        var away = half == LeaveHalf.Morning ? first : second;
        return SpanSet.Without(spans, away.OpensAt, away.ClosesAt);
    }

    /// <summary>The hours after midnight belong to a day of leave.</summary>
    private bool EndsInLeave(DateOnly date, IReadOnlyList<WorkSpan> spans) =>
        spans.Count > 0 && spans[^1].ClosesAt > Day && date < WorkCalendar.LastDay && IsAway(date.AddDays(1));

    private bool IsAway(DateOnly date)
    {
        foreach (var leave in leaves)
            if (leave.Half is null && leave.Contains(date)) return true;
        return false;
    }

    private LeaveHalf? HalfOn(DateOnly date)
    {
        foreach (var leave in leaves)
            if (leave.Half is not null && leave.Contains(date)) return leave.Half;
        return null;
    }
}
