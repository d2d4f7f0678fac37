using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations.Search;

/// <summary>What the ranking asks of each clause, read once when the library is loaded.</summary>
internal sealed class ClauseTraits
{
    private readonly bool[] _frames;
    private readonly bool[] _numbers;
    private readonly Dictionary<AnswerShape, bool[]> _shapes;

    public ClauseTraits(IReadOnlyList<Clause> clauses, IReadOnlyList<AnswerShape> shapes)
    {
        // Preambles and signatures mention everything and rule nothing.
        _frames = [.. clauses.Select(clause => !char.IsAsciiDigit(clause.Number[^1]) && !clause.Number.EndsWith(')'))];
        _numbers = [.. clauses.Select(clause => clause.Text.Any(char.IsAsciiDigit))];
        _shapes = shapes.ToDictionary(shape => shape, shape => clauses.Select(clause => shape.Met(clause.Text)).ToArray());
        Ranges = clauses.Select((clause, position) => (clause, position)).GroupBy(entry => entry.clause.Territory ?? "")
            .ToDictionary(group => group.Key, group => RangesOf([.. group.Select(entry => entry.position)]));
    }

    /// <summary>The clauses of each territory ("" for none) as runs of neighbours.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ClauseRange>> Ranges { get; }

    public bool IsFrame(int clause) => _frames[clause];

    public bool HasNumber(int clause) => _numbers[clause];

    public bool Meets(int clause, AnswerShape shape) => _shapes[shape][clause];

    private static IReadOnlyList<ClauseRange> RangesOf(IReadOnlyList<int> positions)
    {
        var ranges = new List<ClauseRange>();
        foreach (var position in positions)
        {
            if (ranges.Count > 0 && ranges[^1].First + ranges[^1].Count == position) ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            else ranges.Add(new ClauseRange(position, 1));
        }

        return ranges;
    }
}
