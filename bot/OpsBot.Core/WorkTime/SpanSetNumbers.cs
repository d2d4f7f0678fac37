namespace OpsBot.Core.WorkTime;

/// <summary>Keeps each different day of work once and gives it a number; 0 is the day without work.</summary>
internal sealed class SpanSetNumbers
{
    private readonly List<WorkSpan[]> _spans = [[]];
    private readonly List<WorkSpan[]> _halves = [[]];
    private readonly List<long> _ticks = [0];
    private readonly Dictionary<IReadOnlyList<WorkSpan>, int> _wholeDays = new(new SameSpans());
    private readonly Dictionary<IReadOnlyList<WorkSpan>, int> _halfDays = new(new SameSpans());

    public WorkSpan[][] Spans => [.. _spans];

    /// <summary>The half-days of each: two, one or none.</summary>
    public WorkSpan[][] Halves => [.. _halves];

    public int NumberOf(IReadOnlyList<WorkSpan> spans, bool isHalfDay)
    {
        if (spans.Count == 0) return 0;
        var known = isHalfDay ? _halfDays : _wholeDays;
        if (known.TryGetValue(spans, out var number)) return number;
        number = _spans.Count;
        _spans.Add([.. spans]);
        _halves.Add(HalvesOf(spans, isHalfDay));
        _ticks.Add(spans.Sum(span => span.Length.Ticks));
        known.Add(_spans[number], number);
        return number;
    }

    public long TicksOf(int number) => _ticks[number];

    public int HalvesOf(int number) => _halves[number].Length;

    private static WorkSpan[] HalvesOf(IReadOnlyList<WorkSpan> spans, bool isHalfDay)
    {
        if (isHalfDay) return [new WorkSpan(spans[0].OpensAt, spans[^1].ClosesAt)];
        var (first, second) = HalfDays.Of(spans);
        return [first, second];
    }

    private sealed class SameSpans : IEqualityComparer<IReadOnlyList<WorkSpan>>
    {
        public bool Equals(IReadOnlyList<WorkSpan>? one, IReadOnlyList<WorkSpan>? other) =>
            ReferenceEquals(one, other) || (one is not null && other is not null && one.SequenceEqual(other));

        public int GetHashCode(IReadOnlyList<WorkSpan> spans)
        {
            var hash = new HashCode();
            for (var index = 0; index < spans.Count; index++) hash.Add(spans[index]);
            return hash.ToHashCode();
        }
    }
}
