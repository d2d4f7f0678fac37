namespace OpsBot.Core.Regulations.Search;

/// <summary>
/// BM25 over single characters and pairs, headings weighted apart. Postings lie in flat arrays with the term's
/// contribution computed beforehand, so a query only adds. Immutable; safe for any number of readers.
/// </summary>
public sealed class ClauseIndex
{
    private readonly IReadOnlyList<Clause> _clauses;
    private readonly Dictionary<uint, int> _termNumbers;
    private readonly int[] _starts;
    private readonly float[] _rarities;
    private readonly int[] _postingClauses;
    private readonly float[] _postingScores;
    private readonly float _unknownRarity;

    public ClauseIndex(IReadOnlyList<Clause> clauses, SearchSettings settings)
    {
        _clauses = clauses;
        var lengths = new float[clauses.Count];
        var postings = new List<(uint Term, int Clause, float Count)>();
        for (var i = 0; i < clauses.Count; i++)
            lengths[i] = CountTerms(clauses[i], i, settings, postings);
        postings.Sort((a, b) => a.Term != b.Term ? a.Term.CompareTo(b.Term) : a.Clause.CompareTo(b.Clause));

        var averageLength = clauses.Count > 0 ? lengths.Average() : 1;
        _termNumbers = [];
        _postingClauses = new int[postings.Count];
        _postingScores = new float[postings.Count];
        var starts = new List<int>();
        var rarities = new List<float>();
        for (var at = 0; at < postings.Count;)
        {
            var end = at;
            while (end < postings.Count && postings[end].Term == postings[at].Term) end++;
            var rarity = Rarity(end - at);
            _termNumbers[postings[at].Term] = starts.Count;
            starts.Add(at);
            rarities.Add(rarity);
            for (; at < end; at++)
            {
                var (_, clause, count) = postings[at];
                var norm = settings.Saturation * (1 - settings.LengthPenalty + settings.LengthPenalty * lengths[clause] / averageLength);
                _postingClauses[at] = clause;
                _postingScores[at] = rarity * count * (settings.Saturation + 1) / (count + norm);
            }
        }

        starts.Add(postings.Count);
        _starts = [.. starts];
        _rarities = [.. rarities];
        _unknownRarity = Rarity(0);
    }

    /// <param name="query">Weighted terms.</param>
    /// <param name="bonuses">Score to add before the factor, by position of the clause in the library.</param>
    /// <param name="factor">Multiplies a clause's score; 0 leaves the clause out. Asked only for clauses that have a score.</param>
    /// <param name="limit">How many clauses to return, best first; ties keep the order of the library.</param>
    public IReadOnlyList<RankedClause> Search(SearchQuery query, IEnumerable<(int Clause, float Score)> bonuses, Func<Clause, float> factor, int limit)
    {
        var scores = new float[_clauses.Count];
        var covered = new float[_clauses.Count];
        var askedWeight = 0f;
        foreach (var (term, weight) in query.Weights)
        {
            var known = _termNumbers.TryGetValue(term, out var number);
            var mass = weight * (known ? _rarities[number] : _unknownRarity);
            if (query.Asked.Contains(term)) askedWeight += mass;
            if (!known) continue;
            for (var at = _starts[number]; at < _starts[number + 1]; at++)
            {
                scores[_postingClauses[at]] += weight * _postingScores[at];
                covered[_postingClauses[at]] += mass;
            }
        }

        foreach (var (clause, score) in bonuses) scores[clause] += score;
        var best = new PriorityQueue<int, (float Score, int Order)>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0 || (scores[i] *= factor(_clauses[i])) <= 0) continue;
            if (best.Count < limit) best.Enqueue(i, (scores[i], -i));
            else best.EnqueueDequeue(i, (scores[i], -i));
        }

        var result = new RankedClause[best.Count];
        for (var at = result.Length - 1; at >= 0; at--)
        {
            var i = best.Dequeue();
            result[at] = new(_clauses[i], scores[i], askedWeight > 0 ? Math.Min(1, covered[i] / askedWeight) : 0);
        }

        return result;
    }

    private float Rarity(int holders) => MathF.Log(1 + (_clauses.Count - holders + 0.5f) / (holders + 0.5f));

    private static float CountTerms(Clause clause, int number, SearchSettings settings, List<(uint Term, int Clause, float Count)> postings)
    {
        var counts = new Dictionary<uint, float>();
        var text = SearchTerms.Fold(clause.Text);
        var path = SearchTerms.Fold(string.Join(' ', clause.Path));
        foreach (var term in SearchTerms.Of(text)) counts[term] = counts.GetValueOrDefault(term) + 1;
        foreach (var term in SearchTerms.Of(path)) counts[term] = counts.GetValueOrDefault(term) + settings.PathWeight;
        foreach (var (term, count) in counts) postings.Add((term, number, count));
        return text.Length + settings.PathWeight * path.Length;
    }
}
