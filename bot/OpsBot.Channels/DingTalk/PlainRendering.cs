using System.Text;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk;

/// <summary>A message as text with numbered options, within a length.</summary>
internal static class PlainRendering
{
    /// <summary>The text; the options are kept whole when the text itself is cut.</summary>
    public static string Render(MessageContent content, IReadOnlyList<ShownOption> options, int maxBytes)
    {
        var tail = Tail(options);
        var text = content.Text.Length > 0 || content.Card is null ? content.Text : TextOf(content.Card);
        return Cut(text, maxBytes - CostOf(tail)) + tail;
    }

    /// <summary>The options as lines, with an empty line before them; empty without options.</summary>
    public static string Tail(IReadOnlyList<ShownOption> options)
    {
        var numbered = options.Where(o => o.Number is not null).Select(o => (o.Number!.Value, o.Title)).ToArray();
        return numbered.Length > 0 ? AnswerLines.Numbered(numbered) : AnswerLines.Words([.. options.Select(o => o.Title)]);
    }

    /// <summary>At most <paramref name="maxBytes"/> bytes in JSON, never in the middle of a character; what is cut says so.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (CostOf(text) <= maxBytes)
            return text;
        var note = "\n" + MessengerTexts.Cut;
        var left = maxBytes - CostOf(note);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= CostOf(rune);
            if (left < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length] + note;
    }

    /// <summary>The first characters, never half of one.</summary>
    public static string Head(string text, int characters)
    {
        var length = Math.Min(text.Length, characters);
        return text[..(length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static int CostOf(string text) => text.EnumerateRunes().Sum(CostOf);

    // In JSON a character beyond the basic plane is written as two escapes, and a line break or a quote takes a sign more.
    private static int CostOf(Rune rune) => rune.IsBmp ? rune.Utf8SequenceLength + (rune.Value is '\n' or '"' or '\\' ? 1 : 0) : 12;

    private static string TextOf(Card card) =>
        string.Join('\n', new[] { card.Title, card.Body ?? "" }.Concat(card.Facts.Select(f => $"{f.Label}：{f.Value}")).Where(line => line.Length > 0));
}
