namespace OpsBot.Core.WorkTime;

/// <summary>Keeps each different set of spans once and gives it a number; 0 is the empty one.</summary>
internal sealed class SpanSetNumbers
{
    private readonly List<WorkSpan[]> _sets = [[]];
    private readonly List<long> _ticks = [0];
    private readonly Dictionary<IReadOnlyList<WorkSpan>, int> _bySpans = new(new SameSpans());

    public WorkSpan[][] All => [.. _sets];

    public int NumberOf(IReadOnlyList<WorkSpan> spans)
    {
        if (spans.Count == 0) return 0;
        if (_bySpans.TryGetValue(spans, out var number)) return number;
        number = _sets.Count;
        _sets.Add([.. spans]);
        _ticks.Add(spans.Sum(span => span.Length.Ticks));
        _bySpans.Add(_sets[number], number);
        return number;
    }

    public long TicksOf(int number) => _ticks[number];

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
