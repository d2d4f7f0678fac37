namespace OpsBot.Core.Regulations.Search;

/// <summary>
/// BM25 over the single characters and pairs of the clauses, headings weighted apart. Immutable; safe for any number of
/// readers.
/// </summary>
public sealed class ClauseIndex
{
    private readonly IReadOnlyList<Clause> _clauses;
    private readonly Postings _postings;
    private readonly FoldedClauses _folded;

    public ClauseIndex(IReadOnlyList<Clause> clauses, SearchSettings settings)
    {
        _clauses = clauses;
        _folded = new FoldedClauses(clauses);
        _postings = new Postings([.. clauses.Select(clause => CountTerms(clause, settings))], settings);
    }

    /// <param name="query">Weighted terms.</param>
    /// <param name="range">The clauses to search, by position in the library.</param>
    /// <param name="bonuses">Score to add before the factor, by position.</param>
    /// <param name="factor">Multiplies the score of a clause; 0 leaves it out.</param>
    /// <param name="highestFactor">No factor is above this.</param>
    /// <param name="limit">How many clauses to return, best first; ties keep the order of the library.</param>
    public List<RankedClause> Search(SearchQuery query, ClauseRange range, IReadOnlyList<(int Clause, float Score)> bonuses, Func<int, float> factor, float highestFactor, int limit)
    {
        range = new ClauseRange(range.First, Math.Min(range.Count, _clauses.Count - range.First));
        float[] masses = [.. query.Weights.Select(term => term.Value * _postings.RarityOf(term.Key))];
        var asked = query.Weights.Keys.Zip(masses).Where(term => query.Asked.Contains(term.First)).Sum(term => term.Second);
        return [.. TopDocuments.Find(_postings, query, range, bonuses, factor, highestFactor, limit)
            .Select(found => new RankedClause(_clauses[found.Document], found.Document, found.Score, asked > 0 ? Math.Min(1, _folded.At(found.Document).Cover(query, masses) / asked) : 0))];
    }

    /// <summary>The sentence of a clause found that holds most of the question's weight: where it starts, and its share, 0 to 1.</summary>
    public (int Start, float Share) BestSentence(RankedClause found, SearchQuery query) => _folded.At(found.Position).BestSentence(query);

    private static (IReadOnlyDictionary<uint, float> Counts, float Length) CountTerms(Clause clause, SearchSettings settings)
    {
        var counts = new Dictionary<uint, float>();
        var text = SearchTerms.Fold(clause.Text);
        var path = SearchTerms.Fold(string.Join(' ', clause.Path));
        foreach (var term in SearchTerms.Of(text)) counts[term] = counts.GetValueOrDefault(term) + 1;
        foreach (var term in SearchTerms.Of(path)) counts[term] = counts.GetValueOrDefault(term) + settings.PathWeight;
        return (counts, text.Length + settings.PathWeight * path.Length);
    }
}
