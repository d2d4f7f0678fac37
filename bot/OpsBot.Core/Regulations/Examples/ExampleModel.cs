using OpsBot.Core.Learning;

namespace OpsBot.Core.Regulations.Examples;

/// <summary>
/// Learns from the example questions which clauses, kind and verdict go with which words. Trained when the library is
/// loaded; it only ranks and weighs, what is shown always comes from a clause.
/// </summary>
internal sealed class ExampleModel
{
    private readonly TextFeatures _features;
    private readonly List<(SparseVector Vector, HashSet<int> Clauses)> _questions = [];
    private readonly Dictionary<int, List<(SparseVector Vector, int Verdict)>> _judgedByClause = [];
    private readonly int[] _clauses;
    private readonly LinearClassifier _byClause;
    private readonly LinearClassifier _byVerdict;
    private readonly LinearClassifier _byKind;

    /// <param name="examples">Clause ids that the library no longer holds are overlooked.</param>
    /// <param name="library">The clauses.</param>
    /// <param name="settings">The weights.</param>
    public ExampleModel(IReadOnlyList<ExampleQuestion> examples, ClauseLibrary library, ExampleSettings settings)
    {
        _features = new TextFeatures([.. examples.Select(example => example.Q)]);
        var positions = library.Clauses.Select((clause, position) => (clause.Id, position)).ToDictionary(entry => entry.Id, entry => entry.position);
        var vectors = examples.Select(example => _features.Of(example.Q)).ToList();
        var judged = new List<(SparseVector Vector, int Verdict)>();
        for (var i = 0; i < examples.Count; i++)
        {
            var clauses = (examples[i].Clauses ?? []).Where(positions.ContainsKey).Select(id => positions[id]).ToHashSet();
            if (clauses.Count == 0) continue;
            _questions.Add((vectors[i], clauses));
            if (examples[i].Kind != ExampleKind.Judgement) continue;
            var verdict = PlaceOf(examples[i].Verdict);
            judged.Add((vectors[i], verdict));
            foreach (var clause in clauses)
            {
                if (!_judgedByClause.TryGetValue(clause, out var about)) _judgedByClause[clause] = about = [];
                about.Add((vectors[i], verdict));
            }
        }

        _clauses = [.. _questions.SelectMany(question => question.Clauses).Distinct().Order()];
        _byClause = new LinearClassifier(
            [.. _questions.Select(question => question.Vector)], _features.Count, [.. _clauses.Select(clause => _questions.Select(question => question.Clauses.Contains(clause)).ToArray())], settings.ClauseCost);
        _byVerdict = new LinearClassifier(
            [.. judged.Select(question => question.Vector)], _features.Count, [.. Sense.Verdicts.Select((_, number) => judged.Select(question => question.Verdict == number).ToArray())], settings.VerdictCost);
        _byKind = new LinearClassifier(
            vectors, _features.Count, [.. Enum.GetValues<ExampleKind>().Select(kind => examples.Select(example => example.Kind == kind).ToArray())], settings.KindCost);
    }

    public Sense Read(string question)
    {
        var vector = _features.Of(question);
        var margins = _byClause.Margins(vector);
        var clauses = new (int Clause, float Margin)[margins.Length];
        for (var i = 0; i < margins.Length; i++) clauses[i] = (_clauses[i], margins[i]);
        return new Sense(clauses, _byKind.Margins(vector), _byVerdict.Margins(vector), clause => Vote(vector, clause));
    }

    // How the examples about a clause were judged, the ones most like the question counting most; sums to 1 or is all 0.
    private float[] Vote(SparseVector vector, int clause)
    {
        var votes = new float[Sense.Verdicts.Count];
        foreach (var question in _judgedByClause.GetValueOrDefault(clause, []))
        {
            var likeness = question.Vector.Dot(vector);
            votes[question.Verdict] += likeness * likeness;
        }

        var sum = votes.Sum();
        return sum > 0 ? [.. votes.Select(vote => vote / sum)] : votes;
    }

    private static int PlaceOf(Verdict? verdict) => Enumerable.Range(0, Sense.Verdicts.Count).First(place => Sense.Verdicts[place] == verdict);
}
