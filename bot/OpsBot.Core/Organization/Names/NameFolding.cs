using System.Globalization;
using System.Text;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Organization.Names;

/// <summary>
/// Brings a text into the form in which names are compared: compatibility forms, Simplified characters, small letters, digits
/// as Chinese digits; without blanks, invisible characters, marks over letters and the signs that people put into names.
/// Only what ends a thought stays, as a comma, so that no name is read across it.
/// </summary>
internal static class NameFolding
{
    /// <summary>What stands for the end of a thought.</summary>
    public const char Boundary = ',';

    private const string Boundaries = ",，。;；:：!！?？、\n\r";
    private const string Digits = "〇一二三四五六七八九";
    // Letters by category, yet they show nothing.
    private const string Fillers = "\u115F\u1160\u3164\uFFA0\u2800";

    public static string Fold(string text, NameRules rules)
    {
        // A half of a pair, which Normalize refuses, comes out of the runes as a sign and is left out.
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (IsVisible(rune))
                visible.Append(rune);
        var composed = visible.ToString().Normalize(NormalizationForm.FormKC);
        var kept = new StringBuilder(composed.Length);
        // The process may run without the tables of Unicode, and then Normalize leaves forms as they are: the pack has the radicals.
        var plain = string.Concat(composed.Select(c => rules.Lookalikes.GetValueOrDefault(FullWidth.Fold(c), FullWidth.Fold(c))));
        foreach (var c in rules.Converter?.ToSimplified(plain) ?? plain)
        {
            if (Boundaries.Contains(c))
                kept.Append(Boundary);
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                kept.Append(Letter(c));
        }
        return kept.ToString();
    }

    private static char Letter(char c) => c is >= '0' and <= '9' ? Digits[c - '0'] : char.ToLowerInvariant(c);

    private static bool IsVisible(Rune rune)
    {
        if (rune == Rune.ReplacementChar || (rune.IsBmp && Fillers.Contains((char)rune.Value)))
            return false;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
            UnicodeCategory.Control => rune.Value is '\n' or '\r',
            // Circled and squared characters are symbols that have a compatibility form; other symbols fall out below.
            _ => true,
        };
    }
}
