using System.Buffers;
using System.Text;

namespace OpsBot.Core.Regulations.Search;

/// <summary>Cuts text into single characters and pairs of neighbours, coded as numbers: no dictionary of words is needed for Chinese.</summary>
public static class SearchTerms
{
    private static readonly SearchValues<char> Composed = SearchValues.Create(
        [.. Enumerable.Range(' ', '\u007F' - ' ').Concat(Enumerable.Range('\u3001', 15)).Concat(Enumerable.Range('\u4E00', 0x5200)).Select(code => (char)code)]);

    /// <summary>Compatibility forms folded, lower case, everything that is no letter or digit a blank.</summary>
    public static string Fold(string text)
    {
        // Chinese characters and ASCII are what nearly all texts are made of, and composed already.
        if (text.AsSpan().ContainsAnyExcept(Composed)) text = text.Normalize(NormalizationForm.FormKC);
        return string.Create(text.Length, text, static (folded, from) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = IsHan(from[i]) ? from[i] : char.IsLetterOrDigit(from[i]) ? char.ToLowerInvariant(from[i]) : ' ';
        });
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';

    /// <summary>The terms of a folded text. A pair has its first character in the upper half; a single character has a zero there.</summary>
    public static IEnumerable<uint> Of(string folded)
    {
        var previous = ' ';
        foreach (var c in folded)
        {
            if (c != ' ')
            {
                yield return c;
                if (previous != ' ') yield return ((uint)previous << 16) | c;
            }

            previous = c;
        }
    }

    public static bool IsPair(uint term) => term > char.MaxValue;
}
