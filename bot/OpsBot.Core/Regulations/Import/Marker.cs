using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Import;

/// <summary>The number at the start of a line. <paramref name="Number"/> is as cited (29, 二, (三)); <paramref name="Length"/> is what to leave out of the text.</summary>
internal sealed partial record Marker(MarkerKind Kind, string Number, int Length)
{
    public static Marker? Read(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) return null;
        if (match.Groups["chapter"].Success) return new(MarkerKind.Chapter, match.Groups["chapter"].Value, match.Length);
        if (match.Groups["article"] is { Success: true } article)
            return ChineseNumber.TryRead(article.Value, out var number) ? new(MarkerKind.Article, number.ToString(), match.Length) : null;
        if (match.Groups["heading"] is { Success: true } heading) return new(MarkerKind.Heading, heading.Value, match.Length);
        if (match.Groups["sub"] is { Success: true } sub) return new(MarkerKind.Sub, $"({sub.Value})", match.Length);
        return new(MarkerKind.Item, match.Groups["item"].Value, match.Length);
    }

    [GeneratedRegex(@"^(?:(?<chapter>第[一二三四五六七八九十百零〇\d]+[编章节])\s*|第(?<article>[一二三四五六七八九十百零〇\d]+)条\s*|(?<heading>[一二三四五六七八九十]{1,3})、\s*|[(\uFF08](?<sub>[一二三四五六七八九十]{1,3})[)\uFF09]\s*|(?<item>\d{1,3})(?:、|[.\uFF0E](?!\d))\s*)")]
    private static partial Regex Pattern();
}
