namespace OpsBot.Core.Regulations.Utterances;

/// <summary>Tells whether a text consists of known words only. Signs between the words do not count.</summary>
internal sealed class WordCover
{
    private readonly HashSet<string> _words;
    private readonly int _longest;

    public WordCover(IEnumerable<string> words)
    {
        _words = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        _longest = _words.Select(word => word.Length).DefaultIfEmpty(0).Max();
    }

    /// <summary>True when it is words from the list, one after the other, and nothing else.</summary>
    public bool Covers(string text)
    {
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var at = 0; at < text.Length; at++)
        {
            if (!reached[at]) continue;
            if (!char.IsLetterOrDigit(text[at])) reached[at + 1] = true;
            for (var length = 1; length <= Math.Min(_longest, text.Length - at); length++)
                if (!reached[at + length] && _words.Contains(text.Substring(at, length)))
                    reached[at + length] = true;
        }

        return reached[^1];
    }
}
