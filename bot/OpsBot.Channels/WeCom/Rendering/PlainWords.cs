using System.Buffers;
using System.Text;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>
/// Keeps words what they are. A text message understands links as HTML, Markdown understands more; a quoted clause must
/// stay verbatim and what a reporter wrote must not become a link on an official's screen.
/// </summary>
internal static class PlainWords
{
    private static readonly SearchValues<char> MarkdownSigns = SearchValues.Create("*_`~#<>[]|\\&!");

    /// <summary>Without what XML and chats cannot carry, and with tags made harmless.</summary>
    public static string Of(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\n' or '\t' or (>= ' ' and not 0x7F and not 0xFFFE and not 0xFFFF))
                kept.Append(rune.ToString());
        // Only then, so that a sign that was left out cannot have hidden a tag.
        for (var i = 0; i + 1 < kept.Length; i++)
            if (kept[i] == '<' && (char.IsAsciiLetter(kept[i + 1]) || kept[i + 1] is '/' or '!'))
                kept[i] = '＜';
        return kept.ToString();
    }

    /// <summary>True when Markdown shows it as it is written.</summary>
    public static bool AreSafeInMarkdown(string text) =>
        !text.AsSpan().ContainsAny(MarkdownSigns) && !text.Split('\n').Any(line => line.TrimStart() is ['-' or '+' or '=', ..]);
}
