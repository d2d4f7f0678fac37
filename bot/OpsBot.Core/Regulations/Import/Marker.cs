using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Regulations.Import;

/// <summary>The number at the start of a line. <paramref name="Number"/> is as cited (29, 二, (三)); <paramref name="Length"/> is what to leave out of the text.</summary>
internal sealed partial record Marker(MarkerKind Kind, string Number, int Length)
{
    /// <summary>True for 编, 章 and 节: they head clauses and are never clauses themselves.</summary>
    public bool IsDivision => Kind is MarkerKind.Part or MarkerKind.Chapter or MarkerKind.Section;

    public static Marker? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) return null;
        if (match.Groups["division"] is { Success: true } division) return new(DivisionOf(division.Value[^1]), division.Value, match.Length);
        if (match.Groups["article"] is { Success: true } article)
            return ChineseNumber.TryRead(FullWidth.FoldDigits(article.Value), out var number) ? new(MarkerKind.Article, $"{number}{Suffix(match.Groups["of"].Value)}", match.Length) : null;
        if (match.Groups["heading"] is { Success: true } heading) return new(MarkerKind.Heading, heading.Value, match.Length);
        if (match.Groups["sub"] is { Success: true } sub) return new(MarkerKind.Sub, $"({sub.Value})", match.Length);
        return new(MarkerKind.Item, FullWidth.FoldDigits(match.Groups["item"].Value), match.Length);
    }

    private static MarkerKind DivisionOf(char unit) => unit switch
    {
        '编' => MarkerKind.Part,
        '章' => MarkerKind.Chapter,
        _ => MarkerKind.Section,
    };

    // An inserted article, 第三条之一, is cited as 3-1.
    private static string Suffix(string of) => of.Length > 0 && ChineseNumber.TryRead(FullWidth.FoldDigits(of), out var number) ? $"-{number}" : "";

    [GeneratedRegex(@"^(?:(?<division>第[一二三四五六七八九十百零〇\d]+[编章节])\s*|第\s?(?<article>[一二三四五六七八九十百零〇\d]+)\s?条(?:之(?<of>[一二三四五六七八九十\d]+))?\s*|(?<heading>[一二三四五六七八九十]{1,3})[、.\uFF0E]\s*|[(\uFF08](?<sub>[一二三四五六七八九十]{1,3})[)\uFF09]、?\s*|(?<item>[0-9\uFF10-\uFF19]{1,3})(?:、|[.\uFF0E](?![0-9\uFF10-\uFF19]))\s*)")]
    private static partial Regex Pattern();
}
