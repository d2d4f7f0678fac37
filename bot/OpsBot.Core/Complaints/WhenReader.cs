using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>
/// Reads simple words for a day and an hour, to show them back as a date. What it cannot read for certain it leaves as
/// the person said it.
/// </summary>
public static partial class WhenReader
{
    // Beyond the day and the hour, a text with more words than this says more than a date.
    private const int MostOtherCharacters = 4;

    /// <summary>The day (and hour) in plain words, or null when the text is no plain day.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="local">Now, in local time.</param>
    public static string? Read(string text, DateTimeOffset local)
    {
        text = FullWidth.FoldDigits(text);
        if (Repeats().IsMatch(text))
            return null;
        var today = DateOnly.FromDateTime(local.DateTime);
        var (day, dayLength) = ReadDay(text, today);
        if (day is not { } on)
            return null;
        var hour = Hour().Match(text);
        if (text.Length - dayLength - hour.Length > MostOtherCharacters)
            return null;
        var year = on.Year == today.Year ? "" : $"{on.Year}年";
        return year + WorkTimeTexts.DateWithWeekday(on) + ShowHour(hour);
    }

    private static (DateOnly? Day, int Length) ReadDay(string text, DateOnly today)
    {
        if (Relative().Match(text) is { Success: true } relative)
            return (today.AddDays(-DaysAgo(relative.Value[..^1])), relative.Length - (relative.Value[^1] is '天' or '日' ? 0 : 1));
        if (Dated().Match(text) is { Success: true } dated)
            return (FromDate(dated, today), dated.Length);
        if (Weekday().Match(text) is { Success: true } weekday)
            return (FromWeekday(weekday, today), weekday.Length);
        return (null, 0);
    }

    private static int DaysAgo(string word) => word switch
    {
        "大前" => 3,
        "前" => 2,
        "昨" => 1,
        _ => 0,
    };

    private static DateOnly? FromDate(Match match, DateOnly today)
    {
        var hasYear = match.Groups["year"].Success;
        var year = hasYear ? int.Parse(match.Groups["year"].ValueSpan) : today.Year;
        var month = int.Parse(match.Groups["month"].ValueSpan);
        var day = int.Parse(match.Groups["day"].ValueSpan);
        if (year is < 2000 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var date = new DateOnly(year, month, day);
        // A date without a year that is still to come was last year's; 29 February then has none.
        if (date <= today || hasYear)
            return date;
        return day <= DateTime.DaysInMonth(year - 1, month) ? new DateOnly(year - 1, month, day) : null;
    }

    private static DateOnly FromWeekday(Match match, DateOnly today)
    {
        var wanted = "一二三四五六日天".IndexOf(match.Groups["day"].Value, StringComparison.Ordinal) % 7;
        wanted = match.Groups["day"].Value == "天" ? 6 : wanted;
        var now = ((int)today.DayOfWeek + 6) % 7;
        var monday = today.AddDays(-now);
        if (match.Groups["last"].Success)
            return monday.AddDays(wanted - 7);
        return monday.AddDays(wanted > now ? wanted - 7 : wanted);
    }

    private static string ShowHour(Match match)
    {
        if (!match.Success)
            return "";
        var part = match.Groups["part"].Value;
        if (!match.Groups["hour"].Success || Number(match.Groups["hour"].Value) is not { } hour)
            return part;
        var minute = match.Groups["half"].Success ? 30 : match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan) : 0;
        if (hour > 24 || minute > 59)
            return part;
        var isLate = part is "下午" or "傍晚" or "晚上" or "晚" or "夜里" || (part is "半夜" or "深夜" && hour > 6);
        if (isLate && hour is >= 1 and < 12)
            hour += 12;
        // "晚上12点" is the midnight that ends the day; the hour alone would name the wrong day.
        return hour == 24 || (isLate && hour == 12 && part is not "下午") ? part + "12点" : $"{hour:00}:{minute:00}";
    }

    private static int? Number(string digits)
    {
        if (int.TryParse(digits, out var number))
            return number;
        const string ones = "零一二三四五六七八九";
        var text = digits.Replace('两', '二');
        var ten = text.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return text.Length == 1 ? ones.IndexOf(text[0], StringComparison.Ordinal) : null;
        var tens = ten == 0 ? 1 : ones.IndexOf(text[0], StringComparison.Ordinal);
        return (tens * 10) + (ten + 1 < text.Length ? ones.IndexOf(text[ten + 1], StringComparison.Ordinal) : 0);
    }

    [GeneratedRegex("每|经常|一直|总是|多次|几次|以来|开始|至今|到现在|左右|连续|和|[-—~～至到、]")]
    private static partial Regex Repeats();

    [GeneratedRegex("(今|昨|大前|前)[天日晚早]")]
    private static partial Regex Relative();

    [GeneratedRegex(@"((?<year>[0-9]{4})\s*[年./])?\s*(?<month>[0-9]{1,2})\s*[月./]\s*(?<day>[0-9]{1,2})\s*[日号]?")]
    private static partial Regex Dated();

    [GeneratedRegex("(?<last>上个?)?(周|星期|礼拜)(?<day>[一二三四五六日天])")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚|早|夜里|半夜|深夜)?\s*(?<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s*([点时](?<half>半)?(?!间)|[:：])(?<minute>[0-9]{1,2})?分?|(?<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚|早|夜里|半夜|深夜)")]
    private static partial Regex Hour();
}
