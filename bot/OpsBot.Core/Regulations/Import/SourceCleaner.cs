using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Removes markup, inline pinyin and stray blanks line by line, converts to Simplified, and remembers where each character stood.</summary>
public sealed partial class SourceCleaner(TraditionalConverter converter)
{
    public IReadOnlyList<CleanLine> Clean(string source)
    {
        var lines = new List<CleanLine>();
        var number = 1;
        for (var start = 0; start <= source.Length; number++)
        {
            var end = source.IndexOf('\n', start);
            if (end < 0) end = source.Length;
            lines.Add(CleanOne(source[start..end], start, number));
            start = end + 1;
        }

        return lines;
    }

    /// <summary>The cleaned lines of a stretch of the source, empty ones left out.</summary>
    public IReadOnlyList<string> CleanStretch(string source, int start, int length) =>
        [.. Clean(source.Substring(start, length)).Where(line => line.Text.Length > 0).Select(line => line.Text)];

    private CleanLine CleanOne(string raw, int offset, int number)
    {
        var keep = new bool[raw.Length];
        Array.Fill(keep, true);
        Drop(keep, Markup().Matches(raw));
        Drop(keep, InlinePinyin().Matches(raw).Select(match => (Capture)match.Groups["pinyin"]));

        var text = new StringBuilder(raw.Length);
        var offsets = new List<int>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (!keep[i] || IsInvisible(raw[i])) continue;
            var blank = char.IsWhiteSpace(raw[i]);
            if (blank && (text.Length == 0 || text[^1] == ' ')) continue;
            text.Append(blank ? ' ' : RadicalForms.Common(raw[i]));
            offsets.Add(offset + i);
        }

        if (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
            offsets.RemoveAt(offsets.Count - 1);
        }

        return new CleanLine(number, converter.ToSimplified(text.ToString()), offsets, !string.IsNullOrWhiteSpace(raw));
    }

    private static void Drop(bool[] keep, IEnumerable<Capture> captures)
    {
        foreach (var capture in captures)
            Array.Fill(keep, false, capture.Index, capture.Length);
    }

    // Byte order mark and zero-width characters: they would break quotes without being seen.
    private static bool IsInvisible(char c) => c is '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u00AD';

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>|<!--.*?-->|&(?:nbsp|ensp|emsp);")]
    private static partial Regex Markup();

    // Only a syllable with a tone mark right after a Chinese character: "(PPT)" or "(a)" must stay.
    [GeneratedRegex(@"(?<=[\u3400-\u9FFF])(?<pinyin>[(\uFF08]\s*(?=[^\s)\uFF09]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ\u0300\u0301\u0304\u030C])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ\u0300\u0301\u0304\u030C\u0308]{1,10}\s*[)\uFF09])")]
    private static partial Regex InlinePinyin();
}
