namespace OpsBot.Core.GroupGuard;

/// <summary>
/// A word of a cue. <c>…</c> is a gap of at most 12 characters inside one sentence, <c>*</c> any one character,
/// <c>^</c> the beginning of the message and <c>$</c> its end.
/// </summary>
internal sealed class CueWord
{
    private const int MaxGap = 12;
    private readonly string[] _parts;
    private readonly bool _atStart;
    private readonly bool _atEnd;

    private CueWord(string[] parts, bool atStart, bool atEnd) => (_parts, _atStart, _atEnd) = (parts, atStart, atEnd);

    public static CueWord Parse(string word)
    {
        var atStart = word.StartsWith('^');
        var atEnd = word.EndsWith('$');
        return new CueWord(word[(atStart ? 1 : 0)..^(atEnd ? 1 : 0)].Split('…'), atStart, atEnd);
    }

    public bool Matches(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = Find(text, _parts[0], from);
            if (at < 0 || (_atStart && at > 0))
                return false;
            if (EndOf(text, at + _parts[0].Length) is { } end && (!_atEnd || end == text.Length))
                return true;
            from = at + 1;
        }
        return false;
    }

    private int? EndOf(string text, int end)
    {
        for (var part = 1; part < _parts.Length; part++)
        {
            var at = Find(text, _parts[part], end);
            if (at < 0 || at - end > MaxGap || text.AsSpan(end, at - end).ContainsAny('。', '!', '?'))
                return null;
            end = at + _parts[part].Length;
        }
        return end;
    }

    private static int Find(string text, string part, int from)
    {
        var wild = part.IndexOf('*', StringComparison.Ordinal);
        if (wild < 0)
            return text.IndexOf(part, from, StringComparison.Ordinal);
        for (var at = from; at + part.Length <= text.Length; at++)
            if (string.CompareOrdinal(text, at, part, 0, wild) == 0
                && string.CompareOrdinal(text, at + wild + 1, part, wild + 1, part.Length - wild - 1) == 0)
                return at;
        return -1;
    }
}
