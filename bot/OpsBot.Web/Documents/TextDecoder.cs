using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Web.Documents;

/// <summary>Bytes to text: by byte order mark, as UTF-8, or as GB18030 where that gives Chinese and nothing broken.</summary>
internal static partial class TextDecoder
{
    private const int DeclarationSpan = 2048;
    private const double ChineseShare = 0.3;
    private const int ShortestGuess = 20;

    /// <returns>Null when the bytes are no text; <c>Guessed</c> names an encoding that nothing in the file declares.</returns>
    public static (string Text, string? Guessed)? Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith([(byte)0xFF, (byte)0xFE])) return Strict(new UnicodeEncoding(false, true, true), content[2..]) is { } little ? (little, null) : null;
        if (content.StartsWith([(byte)0xFE, (byte)0xFF])) return Strict(new UnicodeEncoding(true, true, true), content[2..]) is { } big ? (big, null) : null;
        if (content.Contains((byte)0)) return null;
        if (Strict(new UTF8Encoding(false, true), content) is { } utf8) return (utf8, null);
        if (Strict(Gb18030(), content) is not { } gb) return null;
        if (Declaration().IsMatch(gb.AsSpan(0, Math.Min(DeclarationSpan, gb.Length)))) return (gb, null);
        var chinese = gb.Count(c => c is >= '\u4E00' and <= '\u9FFF');
        return gb.Length >= ShortestGuess && chinese >= gb.Length * ChineseShare ? (gb, "GB18030") : null;
    }

    public static Encoding Gb18030() => CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> content)
    {
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"charset\s*=\s*[""']?\s*(?:gb2312|gbk|gb18030)", RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}
