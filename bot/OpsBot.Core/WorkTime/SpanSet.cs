namespace OpsBot.Core.WorkTime;

/// <summary>Sums and differences of the spans of one day. Sets are in order of time.</summary>
internal static class SpanSet
{
    /// <summary>What is left when the time from <paramref name="start"/> to <paramref name="end"/> is taken out.</summary>
    public static IReadOnlyList<WorkSpan> Without(IReadOnlyList<WorkSpan> spans, TimeSpan start, TimeSpan end)
    {
        if (!spans.Any(span => span.OpensAt < end && start < span.ClosesAt)) return spans;
        var left = new List<WorkSpan>();
        foreach (var span in spans)
        {
            if (span.OpensAt < start) left.Add(span with { ClosesAt = Min(span.ClosesAt, start) });
            if (span.ClosesAt > end) left.Add(span with { OpensAt = Max(span.OpensAt, end) });
        }
        return left;
    }

    /// <summary>All time that lies in one of both; what touches becomes one span.</summary>
    public static IReadOnlyList<WorkSpan> Union(IReadOnlyList<WorkSpan> one, IReadOnlyList<WorkSpan> other)
    {
        var all = new List<WorkSpan>();
        foreach (var span in one.Concat(other).OrderBy(span => span.OpensAt))
        {
            if (all.Count > 0 && span.OpensAt <= all[^1].ClosesAt) all[^1] = all[^1] with { ClosesAt = Max(all[^1].ClosesAt, span.ClosesAt) };
            else all.Add(span);
        }
        return all;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
