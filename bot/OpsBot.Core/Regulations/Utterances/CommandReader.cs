namespace OpsBot.Core.Regulations.Utterances;

/// <summary>
/// Recognises a message that consists of command words only, as nobody writes a question or a text of an office. A thing
/// that a command is about must be among them; what names a thing at greater length goes before.
/// </summary>
public sealed class CommandReader
{
    private readonly CommandCues _cues;
    private readonly WordCover _cover;

    public CommandReader(CommandCues cues)
    {
        _cues = cues;
        _cover = new WordCover([.. cues.Things.SelectMany(thing => thing.Say), .. cues.Verbs, .. cues.Fillers]);
    }

    /// <summary>The commands that were perhaps meant, likeliest first; empty when the message is no command.</summary>
    /// <param name="text">The message, without invisible characters.</param>
    public IReadOnlyList<string> Read(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit));
        if (letters.Length == 0 || letters.Length > _cues.Longest) return [];
        if (_cues.Phrases.FirstOrDefault(phrase => phrase.Say.Contains(letters)) is { } whole) return whole.Mean;
        if (!UtteranceCues.Holds(text, _cues.Never) && _cues.Openers.FirstOrDefault(opener => opener.Say.Any(word => letters.StartsWith(word, StringComparison.Ordinal))) is { } opened)
            return opened.Mean;
        if (!_cover.Covers(letters)) return [];
        return _cues.Things
            .Select(thing => (thing.Mean, Length: thing.Say.Where(word => letters.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => word.Length).DefaultIfEmpty(0).Max()))
            .Where(found => found.Length > 0)
            .OrderByDescending(found => found.Length)
            .Select(found => found.Mean)
            .FirstOrDefault() ?? [];
    }
}
