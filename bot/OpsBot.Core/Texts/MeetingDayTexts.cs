using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>Sentences about weekdays without meetings.</summary>
public static class MeetingDayTexts
{
    public static string Kept(MeetingDays rule, DateOnly date) =>
        $"{WorkTimeTexts.DateWithWeekday(date)}是{rule.Name}，不安排会议。依据：{Source(rule)}";

    public static string KeptOnRestDay(MeetingDays rule, DayStatus day) =>
        $"{WorkTimeTexts.Day(day)}；这天也是{rule.Name}，不安排会议，也不改到别的日子。依据：{Source(rule)}";

    public static string NotYet(MeetingDays rule, DateOnly date) => $"{WorkTimeTexts.DateWithWeekday(date)}时{rule.Name}还没有实行";

    public static string OtherLevel(MeetingDays rule) => $"{rule.Name}不管这一级的会议";

    public static string OtherDay(MeetingDays rule, DateOnly date, bool isMakeUp) =>
        $"{WorkTimeTexts.DateWithWeekday(date)}不是{rule.Name}，可以开会{(isMakeUp ? "（调休上班日按本来的星期算）" : "")}";

    public static string FaultLevel(string level) => $"只能是 city、department、county、township 或 village，现在是“{level}”";

    private static string Source(MeetingDays rule) => $"《{rule.Clause.Title}》第{rule.Clause.Number}条";
}
