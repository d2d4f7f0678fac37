using System.Text.RegularExpressions;

namespace OpsBot.Core.Complaints;

/// <summary>Reads a case number out of what people type.</summary>
public static partial class CaseNumber
{
    /// <summary>The case number in a text in its stored form, or null.</summary>
    public static string? Find(string text)
    {
        var match = Shape().Match(text.ToUpperInvariant());
        return match.Success ? $"{match.Groups["day"].Value}-{Digits(match.Groups["digits"].Value)}" : null;
    }

    /// <summary>The text without the case number.</summary>
    public static string Without(string text) => Shape().Replace(text, "", 1).Trim();

    private static string Digits(string typed) => typed.Replace('O', '0').Replace('I', '1').Replace('L', '1');

    // Not part of a receipt: no digit, letter or dash around it.
    [GeneratedRegex("(?<![0-9A-Za-z-])(?<day>[01][0-9][0-3][0-9])[ ]?[-—－–]?[ ]?(?<digits>[0-9A-TV-Za-tv-z]{4})(?![0-9A-Za-z-])", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
