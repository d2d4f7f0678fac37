using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Import;

/// <summary>What a cleaned line looks like, judged by its form alone.</summary>
internal static partial class LineShape
{
    private const int LongestHeading = 80;
    private const int LongestSalutation = 8;
    private const int ShortestParagraph = 40;

    public static bool HasChinese(string text) => text.AsSpan().IndexOfAnyInRange('\u3400', '\u9FFF') >= 0;

    public static bool IsParagraph(CleanLine line) => line.EndsSentence && line.Text.Length >= ShortestParagraph;

    public static bool IsDateOnly(string text) => DateOnlyLine().IsMatch(text);

    public static bool IsAddressee(string text) => text.EndsWith(':') || text.EndsWith('\uFF1A');

    public static bool IsSalutation(string text) => IsAddressee(text) && text.Length <= LongestSalutation;

    /// <summary>Short and without a full stop: a title, a heading or stray words.</summary>
    public static bool IsHeadingLike(CleanLine line) => !line.EndsSentence && line.Text.Length <= LongestHeading && !IsAddressee(line.Text);

    public static bool IsIssuer(string text, ImportRules rules) =>
        text.Length <= 40 && rules.IssuerEndings.Any(ending => text.EndsWith(ending, StringComparison.Ordinal));

    public static bool StartsWithAny(string text, IReadOnlyList<string> cues) => cues.Any(cue => Fold(text).StartsWith(Fold(cue), StringComparison.Ordinal));

    public static bool ContainsAny(string text, IReadOnlyList<string> cues) => cues.Any(cue => Fold(text).Contains(Fold(cue), StringComparison.Ordinal));

    public static bool IsPageNumber(string text) => PageNumberLine().IsMatch(text);

    /// <summary>An entry of a table of contents without its dots and page number.</summary>
    public static string WithoutLeader(string text) => Leader().Replace(text, "").Replace(" ", "", StringComparison.Ordinal);

    private static string Fold(string text) => text.Replace('\uFF1A', ':');

    [GeneratedRegex(@"^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$")]
    private static partial Regex DateOnlyLine();

    [GeneratedRegex(@"^[-—–\s]*(?:\d{1,4}|第\s*\d{1,4}\s*页)(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[-—–\s]*$")]
    private static partial Regex PageNumberLine();

    [GeneratedRegex(@"[\s.…·\uFF0E]*[(\uFF08-]?\s*\d{1,4}\s*[)\uFF09-]?$|[\s.…·]+$")]
    private static partial Regex Leader();
}
