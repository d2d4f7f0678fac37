using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Questions;

/// <summary>A direct reference to an article: 第二十九条, or 29条 right after a place (浙江29条, 浙江的那个29条).</summary>
internal static partial class ArticleReference
{
    /// <summary>The number referred to, or null. "12条措施" and "新增十五条" count things and refer to nothing.</summary>
    public static string? Read(string question, PlaceBook places)
    {
        var match = Ordinal().Match(question);
        if (!match.Success)
        {
            match = places.Mentions(question)
                .Select(mention => AfterPlace().Match(question[(mention.Start + mention.Length)..]))
                .FirstOrDefault(found => found.Success) ?? Match.Empty;
        }

        return match.Success && ChineseNumber.TryRead(match.Groups["number"].Value, out var number) ? number.ToString() : null;
    }

    [GeneratedRegex(@"第\s?(?<number>[一二三四五六七八九十百零〇两0-9]{1,6})\s?条")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(?:的|那个|那份|文件|规定|通知|若干|措施|\s){0,4}(?<number>[一二三四五六七八九十百零〇\d]{1,5})\s?条(?!措施|规定|要求|意见|办法)")]
    private static partial Regex AfterPlace();
}
