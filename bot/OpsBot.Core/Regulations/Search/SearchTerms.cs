using System.Text;

namespace OpsBot.Core.Regulations.Search;

/// <summary>Cuts text into single characters and pairs of neighbours, coded as numbers: no dictionary of words is needed for Chinese.</summary>
public static class SearchTerms
{
    /// <summary>Compatibility forms folded, lower case, everything that is no letter or digit a blank.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant());
        for (var i = 0; i < folded.Length; i++)
        {
            if (!char.IsLetterOrDigit(folded[i])) folded[i] = ' ';
        }

        return folded.ToString();
    }

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
