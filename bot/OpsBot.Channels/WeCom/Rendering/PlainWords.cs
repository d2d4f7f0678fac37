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
        var clean = new StringBuilder(text.Length);
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            if (rune.Value == '\r' || (rune.Value < ' ' && rune.Value is not ('\n' or '\t')) || rune.Value is 0x7F or 0xFFFE or 0xFFFF)
                continue;
            var opensTag = rune.Value == '<' && i + 1 < runes.Length && (char.IsAsciiLetter((char)runes[i + 1].Value) || runes[i + 1].Value is '/' or '!');
            clean.Append(opensTag ? "＜" : rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>True when Markdown shows it as it is written.</summary>
    public static bool AreSafeInMarkdown(string text) =>
        !text.AsSpan().ContainsAny(MarkdownSigns) && !text.Split('\n').Any(line => line.TrimStart() is ['-' or '+' or '=', ..]);
}
