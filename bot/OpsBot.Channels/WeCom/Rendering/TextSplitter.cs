using System.Globalization;
using System.Text;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>Cuts a long text into messages: after a line or a sentence where one ends, never inside a character.</summary>
internal static class TextSplitter
{
    /// <summary>Parts of at most <paramref name="maxBytes"/> bytes of UTF-8 (at least 64); joined they are the text.</summary>
    public static IReadOnlyList<string> Split(string text, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 64);
        var parts = new List<string>();
        var rest = text.AsSpan();
        while (Encoding.UTF8.GetByteCount(rest) > maxBytes)
        {
            var cut = GoodCut(rest, Fitting(rest, maxBytes));
            parts.Add(rest[..cut].ToString());
            rest = rest[cut..];
        }
        if (rest.Length > 0)
            parts.Add(rest.ToString());
        return parts;
    }

    /// <summary>Length of the longest beginning of whole characters (as a person counts them) that fits.</summary>
    private static int Fitting(ReadOnlySpan<char> text, int maxBytes)
    {
        var bytes = 0;
        var at = 0;
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text[at..]);
            var size = Encoding.UTF8.GetByteCount(text.Slice(at, length));
            if (bytes + size > maxBytes)
                break;
            bytes += size;
            at += length;
        }
        return at > 0 ? at : FittingRunes(text, maxBytes);
    }

    // One person's character can be made of so many signs that it alone is too long.
    private static int FittingRunes(ReadOnlySpan<char> text, int maxBytes)
    {
        var bytes = 0;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > maxBytes)
                break;
            bytes += rune.Utf8SequenceLength;
            at += rune.Utf16SequenceLength;
        }
        return at;
    }

    private static int GoodCut(ReadOnlySpan<char> text, int longest)
    {
        var line = text[..longest].LastIndexOf('\n');
        if (line >= longest / 2)
            return line + 1;
        var sentence = text[..longest].LastIndexOfAny("。！？；");
        return sentence >= longest / 2 ? sentence + 1 : longest;
    }
}
