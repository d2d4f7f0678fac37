using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Regulations.Search;

/// <summary>The sentence of a clause that holds most of the question's weight.</summary>
internal static class SentenceMatch
{
    /// <summary>Where that sentence starts, and the share of the query's weight that it holds, 0 to 1.</summary>
    public static (int Start, float Share) Best(string text, SearchQuery query)
    {
        var total = query.Weights.Values.Sum();
        var best = (Start: 0, Share: 0f);
        if (total <= 0) return best;
        var seen = new HashSet<uint>();
        foreach (var (start, end) in SentenceSplitter.Split(text))
        {
            seen.Clear();
            var weight = 0f;
            foreach (var term in SearchTerms.Of(SearchTerms.Fold(text[start..end])))
            {
                if (seen.Add(term)) weight += query.Weights.GetValueOrDefault(term);
            }

            if (weight / total > best.Share) best = (start, weight / total);
        }

        return best;
    }
}
