using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsBot.Core.WorkTime;

/// <summary>What a person says about the own quiet time, read without the directory.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Spans">The times named; empty when none could be read.</param>
public sealed partial record PersonalHoursCommand(PersonalHoursCommandKind Kind, IReadOnlyList<QuietSpan> Spans)
{
    private const int MostCharacters = 80;

    /// <summary>Null when the text is about something else.</summary>
    public static PersonalHoursCommand? Read(string text)
    {
        var said = Spaces().Replace(text, "").TrimEnd('。', '！', '!', '吧');
        if (said.Length is 0 or > MostCharacters) return null;
        if (said is "我的工作时间" or "我的工作时段" or "查看免打扰" or "我的免打扰" or "免打扰") return new PersonalHoursCommand(PersonalHoursCommandKind.Show, []);
        if (Cancel().Match(said) is { Success: true } cancel)
            return Of(PersonalHoursCommandKind.Cancel, cancel.Groups["rest"].Value, mayBeEmpty: true);
        return Set().Match(said) is { Success: true } set ? Of(PersonalHoursCommandKind.Set, set.Groups["rest"].Value, mayBeEmpty: false) : null;
    }

    private static PersonalHoursCommand? Of(PersonalHoursCommandKind kind, string rest, bool mayBeEmpty)
    {
        if (rest.Length == 0 && mayBeEmpty) return new PersonalHoursCommand(kind, []);
        // Words without any clock time are a question about the rule, not an order.
        if (!ClockMark().IsMatch(rest)) return null;
        var spans = rest.Split([',', '，', '、', ';', '；', '和'], StringSplitOptions.RemoveEmptyEntries).Select(ReadSpan).ToList();
        return spans.Contains(null)
            ? new PersonalHoursCommand(PersonalHoursCommandKind.Unclear, [])
            : new PersonalHoursCommand(kind, [.. spans.OfType<QuietSpan>()]);
    }

    private static QuietSpan? ReadSpan(string text)
    {
        if (Span().Match(text) is not { Success: true } match) return null;
        var from = ReadTime(match.Groups["from"].Value, null);
        var until = ReadTime(match.Groups["until"].Value, match.Groups["from"].Value);
        return from is { } start && until is { } end && start != end ? new QuietSpan(start, end) : null;
    }

    /// <summary>A clock time; "下午2点到4点" means both of the afternoon.</summary>
    private static TimeOnly? ReadTime(string text, string? before)
    {
        if (Clock().Match(text) is not { Success: true } match) return null;
        var part = match.Groups["part"].Value;
        var inherited = part.Length == 0 && before is not null ? Clock().Match(before).Groups["part"].Value : part;
        if (HourOf(match.Groups["hour"].Value) is not { } hour || hour > 24) return null;
        var minute = match.Groups["half"].Success ? 30 : match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0;
        if (minute > 59 || (hour == 24 && minute > 0)) return null;
        if (hour < 12 && (inherited is "下午" or "晚上" or "傍晚" || (inherited == "中午" && hour < 10))) hour += inherited == "晚上" && part.Length == 0 ? 0 : 12;
        if (hour == 12 && part is "晚上" or "凌晨") hour = 0;
        return new TimeOnly(hour % 24, minute);
    }

    private static int? HourOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        const string digits = "零一二三四五六七八九";
        if (text == "两") return 2;
        var ten = text.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0) return text.Length == 1 && digits.IndexOf(text[0], StringComparison.Ordinal) is >= 0 and var one ? one : null;
        var tens = ten == 0 ? 1 : digits.IndexOf(text[0], StringComparison.Ordinal);
        var ones = ten == text.Length - 1 ? 0 : digits.IndexOf(text[^1], StringComparison.Ordinal);
        return tens is 1 or 2 && ones >= 0 && text.Length <= 3 ? (tens * 10) + ones : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^(请|帮我)?(取消|关闭|关掉|去掉)(我的)?免打扰(时间|时段)?(?<rest>.*)$")]
    private static partial Regex Cancel();

    [GeneratedRegex("^(请|帮我)?(设置|设|开启|打开|增加|加)?(我的)?免打扰(时间|时段)?[:：]?(每天)?(?<rest>.+)$")]
    private static partial Regex Set();

    [GeneratedRegex("[0-9零一二三四五六七八九十两](点|时|:|：)")]
    private static partial Regex ClockMark();

    [GeneratedRegex("^(?:每天)?(?:从)?(?<from>.+?)(?:到|至|—|–|-|－|~|～)+(?<until>.+)$")]
    private static partial Regex Span();

    [GeneratedRegex("^(?:次日|第二天|当天)?(?<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上)?(?<hour>[0-9]{1,2}|[零一二三四五六七八九十两]{1,3})(?:(?::|：)(?<minute>[0-9]{2})|(?:点钟|点|时)(?:(?<half>半)|(?<minute>[0-9]{2})分?)?)?$")]
    private static partial Regex Clock();
}
