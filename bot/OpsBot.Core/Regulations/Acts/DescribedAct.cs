namespace OpsBot.Core.Regulations.Acts;

/// <summary>An act that a question describes, and the clauses that rule it, by position in the library.</summary>
public sealed record DescribedAct(SpokenAct Act, IReadOnlyList<ActHit> Hits)
{
    /// <summary>How many groups of words describe it: the more, the surer.</summary>
    public int Specificity => Act.Say.Count;

    /// <summary>Where the clause at a position rules it, or null.</summary>
    public ActHit? In(int clause)
    {
        var (low, high) = (0, Hits.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Hits[middle].Clause == clause) return Hits[middle];
            if (Hits[middle].Clause < clause) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
