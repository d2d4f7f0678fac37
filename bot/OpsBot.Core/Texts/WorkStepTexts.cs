using System.Globalization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>The steps of a calculation in working time.</summary>
public static class WorkStepTexts
{
    public static string Add(DateTimeOffset from, int amount, WorkUnit unit) => unit switch
    {
        WorkUnit.Days => WorkTimeTexts.CountFrom(DateOf(from), amount),
        WorkUnit.HalfDays => $"从{Moment(from)}以后开始的半天起，数{amount}个半天",
        _ => $"从{Moment(from)}起，数{amount}分钟工作时间",
    };

    public static string Subtract(DateTimeOffset from, int amount, WorkUnit unit) => unit switch
    {
        WorkUnit.Days => $"从{WorkTimeTexts.DateWithWeekday(DateOf(from))}的前一天起，往前数{amount}个工作日",
        WorkUnit.HalfDays => $"从{Moment(from)}以前结束的半天起，往前数{amount}个半天",
        _ => $"从{Moment(from)}起，往前数{amount}分钟工作时间",
    };

    public static string Between(DateTimeOffset from, DateTimeOffset to) => $"从{Moment(from)}到{WorkTimeTexts.Moment(DateOf(from), to)}";

    public static string StartsAt(DateOnly readOn, DateTimeOffset at) => $"往前数到：{WorkTimeTexts.Moment(readOn, at)}";

    public static string Total(long amount, WorkUnit unit) => unit switch
    {
        WorkUnit.Days => $"合计：{amount}个工作日",
        WorkUnit.HalfDays => $"合计：{amount}个半天",
        _ => $"合计：{amount}分钟工作时间",
    };

    /// <summary>One run of days that give the same; <paramref name="total"/> is the sum with this run.</summary>
    internal static string Run(IReadOnlyList<WorkingShare> run, WorkUnit unit, long total)
    {
        var (first, last) = (run[0], run[^1]);
        var sum = first.Amount * run.Count;
        if (unit == WorkUnit.Days || !first.Day.IsWorkday) return WorkTimeTexts.Run(first.Day, last.Day, (int)(total - sum) + 1, (int)total);
        var days = $"{WorkTimeTexts.Days(first.Day, last.Day)}：{Label(first.Day)}";
        if (first.Amount == 0) return $"{days}，没有可计的时间{WorkTimeTexts.Paper(first.Day)}";
        var hours = first.IsWhole ? "" : $"，{WorkTimeTexts.Spans(first.Counted)}";
        var counted = unit == WorkUnit.HalfDays
            ? $"，{WorkTimeTexts.Numbers((int)(total - sum) + 1, (int)total)}半天"
            : $"，{(run.Count > 1 ? "每天" : "")}{Minutes(first.Amount)}分钟，累计{Minutes(total)}分钟";
        return $"{days}{hours}{counted}{WorkTimeTexts.Paper(first.Day)}";
    }

    private static string Label(DayStatus day) => day.Kind switch
    {
        DayKind.MakeUpWorkday => $"{day.HolidayName}调休上班",
        DayKind.ExtraWorkday => $"{day.HolidayName}，上班",
        DayKind.ShiftOn => "当班",
        _ => "工作日",
    };

    private static string Minutes(long ticks) => TimeSpan.FromTicks(ticks).TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset local) => WorkTimeTexts.Moment(DateOf(local), local);

    private static DateOnly DateOf(DateTimeOffset local) => DateOnly.FromDateTime(local.DateTime);
}
