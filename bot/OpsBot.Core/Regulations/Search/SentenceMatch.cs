using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Regulations.Search;

/// <summary>The sentence of a clause that holds most of the question's weight.</summary>
internal static class SentenceMatch
{
    /// <summary>Where that sentence starts, and the share of the query's weight that it holds, 0 to 1.</summary>
    public static (int Start, float Share) Best(string text, SearchQuery query)
    {
        var best = (Start: 0, Share: 0f);
        if (query.Total <= 0) return best;
        foreach (var (start, end) in SentenceSplitter.Split(text))
        {
            var share = query.WeightIn(SearchTerms.Fold(text[start..end])) / query.Total;
            if (share > best.Share) best = (start, share);
        }

        return best;
    }
}
