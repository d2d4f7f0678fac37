namespace OpsBot.Core.Regulations.Search;

/// <summary>One term of a query, in the documents searched.</summary>
/// <param name="Documents">The documents that hold it, ascending.</param>
/// <param name="Scores">What it adds to each of them, before the weight.</param>
/// <param name="Weight">Its weight in the query.</param>
/// <param name="Highest">The most that it can add to any document, weight included.</param>
/// <param name="Set">All documents that hold a common term, or null for a rare one.</param>
/// <param name="SetScores">What a common term adds, by place in <paramref name="Set"/>.</param>
internal readonly record struct TermPostings(
    ReadOnlyMemory<int> Documents, ReadOnlyMemory<float> Scores, float Weight, float Highest, DocumentSet? Set, ReadOnlyMemory<float> SetScores)
{
    public int Count => Documents.Length;
}
