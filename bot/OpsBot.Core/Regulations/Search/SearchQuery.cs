namespace OpsBot.Core.Regulations.Search;

/// <summary>Weighted terms. <see cref="Asked"/> holds those of the question itself; expansions weigh less and are not required.</summary>
public sealed class SearchQuery
{
    private SearchQuery(Dictionary<uint, float> weights, HashSet<uint> asked)
    {
        Weights = weights;
        Asked = asked;
    }

    public IReadOnlyDictionary<uint, float> Weights { get; }

    public IReadOnlySet<uint> Asked { get; }

    /// <param name="question">The question without fillers and place names.</param>
    /// <param name="expansions">Official terms for words of the question.</param>
    /// <param name="settings">The weights.</param>
    public static SearchQuery Of(string question, IEnumerable<string> expansions, SearchSettings settings)
    {
        var weights = new Dictionary<uint, float>();
        var asked = new HashSet<uint>();
        foreach (var term in SearchTerms.Of(SearchTerms.Fold(question)))
        {
            asked.Add(term);
            weights[term] = SearchTerms.IsPair(term) ? 1 : settings.CharacterWeight;
        }

        foreach (var term in expansions.SelectMany(expansion => SearchTerms.Of(SearchTerms.Fold(expansion))))
        {
            var weight = settings.ExpansionWeight * (SearchTerms.IsPair(term) ? 1 : settings.CharacterWeight);
            weights[term] = Math.Max(weight, weights.GetValueOrDefault(term));
        }

        return new SearchQuery(weights, asked);
    }
}
