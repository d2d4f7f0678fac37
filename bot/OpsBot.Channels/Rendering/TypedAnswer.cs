using System.Globalization;
using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.Rendering;

/// <summary>
/// Typing instead of pressing, the same on every channel: which options get a number, and what a typed text means. Pure.
/// </summary>
internal static partial class TypedAnswer
{
    private const string After = ".．。、,，)）!！ ";

    /// <summary>
    /// True when a number would mean one thing only: neither the text nor a title counts anything itself, which the dialog
    /// would read. A case number is no count.
    /// </summary>
    public static bool CanBeNumbered(string text, IReadOnlyList<Option> options) =>
        options.Count > 0 && !options.Any(o => char.IsDigit(o.Title[0]) && !o.Title.Contains('-', StringComparison.Ordinal)) && !CountedLine().IsMatch(text);

    /// <summary>The words without what people add to them; digits of a Chinese keyboard are digits.</summary>
    public static string Plain(string typed) =>
        FullWidth.FoldDigits(typed).Trim().TrimEnd(After.ToCharArray());

    /// <summary>The number that was typed, and nothing else: "2", "２", "2." and "2、" are the second, "2日" is not.</summary>
    public static int? Number(string typed) =>
        int.TryParse(Plain(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*[0-9０-９]{1,2}\s*[.．、)）:：]", RegexOptions.Multiline)]
    private static partial Regex CountedLine();
}
