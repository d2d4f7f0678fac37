namespace OpsBot.Core.WorkTime;

/// <summary>A person's own quiet time taken out of a plan. It can only take away.</summary>
public sealed class NarrowedPlan(WorkPlan below, IReadOnlyList<QuietSpan> quiet) : LayeredPlan(below)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The quiet times, as the person set them.</summary>
    public IReadOnlyList<QuietSpan> Quiet { get; } = quiet;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date)
    {
        var spans = Below.SpansOf(date);
        if (spans.Count == 0) return spans;
        foreach (var time in Quiet)
        {
            var span = WorkSpan.OverMidnight(time.From, time.Until);
            // A span reaches at most to the end of the next day, so the quiet times of three days can touch it.
            for (var shift = -Day; shift <= Day; shift += Day)
                spans = SpanSet.Without(spans, span.OpensAt + shift, span.ClosesAt + shift);
        }
        return spans;
    }
}
