using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What is wrong with the hours of a unit or person, and how it should be written.</summary>
public static class HoursFaultTexts
{
    public const string NoWork = "至少要有一天有工作时段；完全不上班请写成 leave";
    public const string HalfOfManyDays = "半天假只能写一天，firstDay 和 lastDay 应相同";
    public const string Flag = "应是 true 或 false";

    public static string At(string path, string fault) => $"{path}：{fault}";

    public static string Kind(string value) => $"只能是 office、weekly、cycle 或 roster，现在是“{value}”";

    public static string Half(string value) => $"只能是 morning 或 afternoon，现在是“{value}”";

    public static string Twice(string value) => $"{value} 写了两次，请只留一次";

    public static string RosterLength(int most) => $"排班表应从 from 起1到{most}天，再长请分年写";

    public static string OutsideRoster(DateOnly date, DateOnly from, DateOnly until) => $"{date:O} 不在排班表的 {from:O} 至 {until:O} 之内";

    public static string EndsBeforeStart(DateOnly first, DateOnly last) => $"结束日期 {last:O} 早于开始日期 {first:O}";

    public static string TooLong(int most) => $"一项最多{most}天，再长请分开写";

    public static string TooMany(int most) => $"每天最多{most}个时段";

    public static string TooShort(WorkSpan span, TimeSpan guard) => $"时段 {WorkTimeTexts.Span(span)} 太短，应长于{(int)guard.TotalSeconds}秒";

    public static string Order(WorkSpan before, WorkSpan span) => $"时段 {WorkTimeTexts.Span(span)} 应在 {WorkTimeTexts.Span(before)} 之后，不能重叠";

    public static string NightOverlap(WorkSpan night, WorkSpan next) =>
        $"夜班 {WorkTimeTexts.Span(night)} 与第二天的 {WorkTimeTexts.Span(next)} 重叠，请改其中一个";
}
