namespace OpsBot.Core.Regulations.Questions;

/// <summary>Colloquial words and the official terms they stand for (<c>general/words.json</c>).</summary>
public sealed record WordList(IReadOnlyList<WordGroup> Words)
{
    /// <exception cref="FormatException">The text is not a word list.</exception>
    public static WordList Parse(string json) => PackJson.Parse<WordList>(json, "words.json");

    /// <summary>The official terms for the words that occur in the question, each once.</summary>
    public IReadOnlyList<string> Expand(string question) =>
        [.. Words.Where(group => group.Say.Any(word => question.Contains(word, StringComparison.Ordinal))).SelectMany(group => group.Mean).Distinct()];
}
