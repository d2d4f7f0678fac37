using System.Text;

namespace OpsBot.Core.Regulations;

/// <summary>
/// Traditional to Simplified Chinese by a character table and phrase exceptions (著作 stays, 著手 becomes 着手).
/// The result has exactly as many UTF-16 units as the input, so that offsets stay true.
/// </summary>
public sealed class TraditionalConverter
{
    private readonly Dictionary<char, char> _characters = [];
    private readonly Dictionary<char, List<KeyValuePair<string, string>>> _phrases = [];

    private TraditionalConverter(StoredTable table)
    {
        foreach (var pair in table.Characters.SelectMany(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (pair.Length != 2)
                throw new FormatException($"t2s.json: '{pair}' must be two characters, Traditional then Simplified.");
            _characters[pair[0]] = pair[1];
        }

        foreach (var phrase in table.Phrases)
        {
            if (phrase.Key.Length < 2 || phrase.Key.Length != phrase.Value.Length)
                throw new FormatException($"t2s.json: phrase '{phrase.Key}' and its replacement must have the same length, at least 2.");
            if (!_phrases.TryGetValue(phrase.Key[0], out var sameStart))
                _phrases[phrase.Key[0]] = sameStart = [];
            sameStart.Add(phrase);
        }

        foreach (var sameStart in _phrases.Values)
            sameStart.Sort((a, b) => b.Key.Length.CompareTo(a.Key.Length));
    }

    /// <summary>Number of single characters in the table.</summary>
    public int CharacterCount => _characters.Count;

    /// <exception cref="FormatException">The text is not a conversion table.</exception>
    public static TraditionalConverter Parse(string json) => new(PackJson.Parse<StoredTable>(json, "t2s.json"));

    public string ToSimplified(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (PhraseAt(text, at) is { } phrase)
            {
                result.Append(phrase.Value);
                at += phrase.Key.Length;
            }
            else
            {
                result.Append(_characters.GetValueOrDefault(text[at], text[at]));
                at++;
            }
        }

        return result.ToString();
    }

    private KeyValuePair<string, string>? PhraseAt(string text, int at)
    {
        if (_phrases.TryGetValue(text[at], out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (string.CompareOrdinal(text, at, candidate.Key, 0, candidate.Key.Length) == 0)
                    return candidate;
            }
        }

        return null;
    }

    private sealed record StoredTable(IReadOnlyList<string> Characters, IReadOnlyDictionary<string, string> Phrases);
}
