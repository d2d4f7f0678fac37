namespace OpsBot.Core.WorkTime;

/// <summary>
/// Cuts a day's work in two: at the break nearest to the middle of its working time (of two equally near ones at the
/// earlier), or in the middle when there is no break.
/// </summary>
internal static class HalfDays
{
    public static (WorkSpan First, WorkSpan Second) Of(IReadOnlyList<WorkSpan> spans)
    {
        var (opens, closes) = (spans[0].OpensAt, spans[^1].ClosesAt);
        if (spans.Count == 1)
        {
            var middle = opens + (spans[0].Length / 2);
            return (new WorkSpan(opens, middle), new WorkSpan(middle, closes));
        }
        var cut = CutAfter(spans);
        return (new WorkSpan(opens, spans[cut].ClosesAt), new WorkSpan(spans[cut + 1].OpensAt, closes));
    }

    private static int CutAfter(IReadOnlyList<WorkSpan> spans)
    {
        var total = spans.Sum(span => span.Length.Ticks);
        var (best, nearest, worked) = (0, long.MaxValue, 0L);
        for (var index = 0; index < spans.Count - 1; index++)
        {
            worked += spans[index].Length.Ticks;
            // Twice the distance from the middle, so that nothing is rounded.
            var distance = Math.Abs((2 * worked) - total);
            if (distance < nearest) (best, nearest) = (index, distance);
        }
        return best;
    }
}
