using System.Globalization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>Sentences about working time.</summary>
public static class WorkTimeTexts
{
    private static readonly string[] WeekdayNames = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    public const string PersonalQuiet = "现在是本人设的免打扰时间";
    public const string NoWindowToday = "当天没有可以派任务的时段";
    public const string FaultNotAnObject = "文件内容应是一个 JSON 对象";
    public const string FaultGuard = "guardSeconds：不能是负数";

    public static string Date(DateOnly date) => $"{date.Month}月{date.Day}日";

    public static string DateWithWeekday(DateOnly date) => $"{Date(date)}（{Weekday(date)}）";

    public static string Break(DateTimeOffset local) => local.Hour is >= 11 and < 16 ? "现在是午间休息" : "现在是两个工作时段之间的休息";

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant in local time; the year is named when it is not that of <paramref name="readOn"/>.</summary>
    public static string Moment(DateOnly readOn, DateTimeOffset local)
    {
        var date = DateOnly.FromDateTime(local.DateTime);
        var year = date.Year == readOn.Year ? "" : $"{date.Year}年";
        return $"{year}{DateWithWeekday(date)}{Time(TimeOnly.FromDateTime(local.DateTime))}";
    }

    public static string Day(DayStatus day) => day.Kind switch
    {
        DayKind.Weekend => $"{Date(day.On)}是{Weekday(day.On)}，休息",
        DayKind.Holiday => $"{DateWithWeekday(day.On)}是{day.HolidayName}假期，休息{Paper(day)}",
        DayKind.MakeUpWorkday => $"{DateWithWeekday(day.On)}是{day.HolidayName}调休的上班日{Paper(day)}",
        DayKind.LocalHoliday => $"{DateWithWeekday(day.On)}是{day.HolidayName}，单位放假{Paper(day)}",
        DayKind.ExtraWorkday => $"{DateWithWeekday(day.On)}安排了{day.HolidayName}，要上班{Paper(day)}",
        DayKind.ShiftOn => $"{DateWithWeekday(day.On)}是当班日（{day.HolidayName}）",
        DayKind.ShiftOff => $"{DateWithWeekday(day.On)}是轮休（{day.HolidayName}）",
        DayKind.Leave => $"{DateWithWeekday(day.On)}在休假",
        _ => $"{DateWithWeekday(day.On)}是工作日",
    };

    public static string ExtraNote(ExtraWork extra) => $"当天还安排了{extra.Name}";

    public static string HalfLeave(LeaveHalf half) => half == LeaveHalf.Morning ? "上半天休假" : "下半天休假";

    public static string OpenUntil(DateTimeOffset local, DateTimeOffset closing) =>
        $"现在是工作时段，到{(closing.Date == local.Date ? "" : Date(DateOnly.FromDateTime(closing.DateTime)))}{TimeOf(closing)}为止";

    public static string BeforeOpening(TimeSpan opensAt) => $"{Clock(opensAt)}上班，现在还没到";

    public static string AfterClosing(TimeSpan closesAt) => $"当天的工作时段已在{Clock(closesAt)}结束";

    /// <summary>A time after the midnight of a day; beyond 24:00 it is named as the next day's.</summary>
    public static string Clock(TimeSpan time) => time switch
    {
        _ when time == TimeSpan.FromDays(1) => "24:00",
        _ when time > TimeSpan.FromDays(1) => "次日" + Time(TimeOnly.FromTimeSpan(time - TimeSpan.FromDays(1))),
        _ => Time(TimeOnly.FromTimeSpan(time)),
    };

    public static string Span(WorkSpan span) => $"{Clock(span.OpensAt)}—{Clock(span.ClosesAt)}";

    public static string Spans(IEnumerable<WorkSpan> spans) => string.Join('、', spans.Select(Span));

    public static string ClosingSoon(DateTimeOffset closing, TimeSpan guard) =>
        $"离{TimeOf(closing)}下班不到{(int)guard.TotalSeconds}秒，不再发送";

    public static string NextWindow(DateTimeOffset now, DateTimeOffset opening) =>
        $"下一个工作时段：{Moment(DateOnly.FromDateTime(now.DateTime), opening)}";

    public static string Provisional(int year) => $"{year}年的放假安排还没有公布，这里按星期和法定节日推算，公布后可能变动";

    /// <summary>Behind a date that a missing paper may still move.</summary>
    public static string ProvisionalMark(int year) => $"（{year}年放假安排还没公布，可能变动）";

    public static string CountFrom(DateOnly start, int workingDays) =>
        $"从{DateWithWeekday(start)}的第二天起，数{workingDays}个工作日";

    /// <summary>One run of equal days in a count of working days.</summary>
    public static string Run(DayStatus first, DayStatus last, int firstNumber, int lastNumber)
    {
        var days = Days(first, last);
        var numbers = Numbers(firstNumber, lastNumber);
        return first.Kind switch
        {
            DayKind.Weekend => $"{days}：周末，不计",
            DayKind.Holiday => $"{days}：{first.HolidayName}假期，不计{Paper(first)}",
            DayKind.MakeUpWorkday => $"{days}：{first.HolidayName}调休上班，{numbers}{Paper(first)}",
            DayKind.LocalHoliday => $"{days}：{first.HolidayName}，单位放假，不计{Paper(first)}",
            DayKind.ExtraWorkday => $"{days}：{first.HolidayName}，上班，{numbers}{Paper(first)}",
            DayKind.ShiftOn => $"{days}：当班，{numbers}",
            DayKind.ShiftOff => $"{days}：轮休，不计",
            DayKind.Leave => $"{days}：休假，不计",
            _ => $"{days}：工作日，{numbers}",
        };
    }

    internal static string Days(DayStatus first, DayStatus last) =>
        first.On == last.On ? DateWithWeekday(first.On) : $"{DateWithWeekday(first.On)}至{DateWithWeekday(last.On)}";

    internal static string Numbers(int first, int last) => first == last ? $"第{first}个" : $"第{first}至第{last}个";

    internal static string Paper(DayStatus day) => day.PaperNumber is null ? "" : $"（{day.PaperNumber}）";

    public static string DueAt(DateOnly start, DateTimeOffset dueAt) => $"截止：{Moment(start, dueAt)}";

    public static string InFile(string name, string fault) => $"{name}：{fault}";

    public static string FaultNoFile(string name) => $"缺少文件 {name}";

    public static string FaultTooBig(int characters) => $"文件超过{characters}个字符，请检查是不是放错了文件";

    public static string FaultNotJson(long line) => $"第{line}行附近不是正确的 JSON，请检查逗号和引号";

    public static string FaultMissing(string path) => $"{path}：缺少这一项，或内容为空";

    public static string FaultNumber(string path, string value, int least, int most) =>
        $"{path}：应是{least}到{most}的整数，现在是“{value}”";

    public static string FaultDate(string path, string value) => $"{path}：日期应写成 2026-01-31 的样子，现在是“{value}”";

    public static string FaultTime(string path, string value) => $"{path}：时间应写成 08:30 的样子，现在是“{value}”";

    public static string FaultMonthDay(string path, string value) => $"{path}：月日应写成 05-01 的样子，现在是“{value}”";

    public static string FaultList(string path, int most) => $"{path}：应是列表，最多{most}项";

    public static string FaultOffset(string value) => $"utcOffset：应写成 +08:00 的样子，现在是“{value}”";

    public static string FaultHolidayKind(string value) => $"kind：只能是 solar、lunar 或 qingming，现在是“{value}”";

    public static string FaultKnownBeforeIssued(DateOnly issuedOn, DateOnly knownFrom) =>
        $"knownFrom {knownFrom:O} 早于发文日期 {issuedOn:O}";

    public static string FaultEndsBeforeStart(string name, DateOnly first, DateOnly last) =>
        $"{name}：最后一天 {last:O} 早于第一天 {first:O}";

    public static string FaultTooLong(string name, int most) => $"{name}：假期超过{most}天，请核对日期";

    public static string FaultWrongYear(string name, DateOnly day, int year) => $"{name}：{day:O} 不属于{year}年的放假安排";

    public static string FaultOverlap(DateOnly day, string name, string other) => $"{day:O} 同时属于{name}和{other}";

    public static string FaultMakeUpInHoliday(DateOnly day, string name) => $"{day:O} 是调休上班日，却又在{name}假期里";

    public static string FaultMakeUpOnWeekday(DateOnly day) => $"{day:O} 是{Weekday(day)}，本来就上班，不能是调休上班日";

    public static string FaultMakeUpTwice(DateOnly day) => $"调休上班日 {day:O} 写了两次";

    public static string FaultTwoTables(int year, IEnumerable<string> numbers) =>
        $"{year}年有几份同一天公布的放假安排：{string.Join('、', numbers)}，请只留一份";

    public static string FaultNothingToAmend(string number, string amended) =>
        $"{number} 修改的是 {amended}，但没有找到更早公布的这份文件";

    public static string AfterAmendment(int year, string fault) => $"{year}年的放假安排调整之后：{fault}";

    public static string FaultWindowCount(int most) => $"windows：每天应有1到{most}个工作时段";

    public static string FaultWindowTooShort(TimeOnly opensAt, TimeOnly closesAt, TimeSpan guard) =>
        $"时段 {Time(opensAt)}—{Time(closesAt)} 太短：下班应晚于上班，且长于{(int)guard.TotalSeconds}秒";

    public static string FaultWindowOrder(TimeOnly opensAt, TimeOnly previousClosesAt) =>
        $"时段从 {Time(opensAt)} 开始，早于前一时段的结束 {Time(previousClosesAt)}";

    private static string Weekday(DateOnly date) => WeekdayNames[(int)date.DayOfWeek];

    private static string TimeOf(DateTimeOffset local) => Time(TimeOnly.FromDateTime(local.DateTime));
}
