namespace OpsBot.Core.Regulations.Questions;

/// <summary>Colloquial words and the official terms they stand for (<c>general/words.json</c>).</summary>
public sealed class WordList
{
    private readonly WordFinder _finder;
    private readonly List<(int[] Say, IReadOnlyList<string> Mean)> _groups;

    public WordList(IReadOnlyList<WordGroup> words)
    {
        Words = words;
        _finder = new WordFinder(words.SelectMany(group => group.Say));
        _groups = [.. words.Select(group => (group.Say.Select(_finder.NumberOf).ToArray(), group.Mean))];
    }

    public IReadOnlyList<WordGroup> Words { get; }

    /// <exception cref="FormatException">The text is not a word list.</exception>
    public static WordList Parse(string json) => new(PackJson.Parse<StoredList>(json, "words.json").Words);

    /// <summary>The official terms for the words that occur in the question, each once.</summary>
    public IReadOnlyList<string> Expand(string question)
    {
        var said = _finder.Find(question);
        return [.. _groups.Where(group => group.Say.Any(word => said[word])).SelectMany(group => group.Mean).Distinct()];
    }

    private sealed record StoredList(IReadOnlyList<WordGroup> Words);
}
