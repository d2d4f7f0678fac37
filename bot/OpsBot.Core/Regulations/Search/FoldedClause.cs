using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Regulations.Search;

/// <summary>A clause made ready for being compared with questions: its sentences and headings, folded.</summary>
internal sealed class FoldedClause
{
    private readonly (int Start, string Folded)[] _sentences;
    private readonly string _whole;

    public FoldedClause(Clause clause)
    {
        _sentences = [.. SentenceSplitter.Split(clause.Text).Select(sentence => (sentence.Start, SearchTerms.Fold(clause.Text[sentence.Start..sentence.End])))];
        _whole = SearchTerms.Fold(clause.Text + "\n" + string.Join(' ', clause.Path));
    }

    /// <summary>The sentence that holds most of the question's weight: where it starts, and the share that it holds, 0 to 1.</summary>
    public (int Start, float Share) BestSentence(SearchQuery query)
    {
        var best = (Start: 0, Share: 0f);
        if (query.Total <= 0) return best;
        foreach (var (start, folded) in _sentences)
        {
            var share = query.WeightIn(folded) / query.Total;
            if (share > best.Share) best = (start, share);
        }

        return best;
    }

    /// <summary>Sum of the values of the query's terms that stand in the text or the headings.</summary>
    public float Cover(SearchQuery query, ReadOnlySpan<float> values) => query.SumIn(_whole, values);
}
