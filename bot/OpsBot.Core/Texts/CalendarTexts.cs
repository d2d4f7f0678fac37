using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Core.Texts;

/// <summary>What admins and operators read about the papers behind the calendar.</summary>
public static class CalendarTexts
{
    public const string ImportWord = "导入放假安排";
    public const string ConfirmWord = "确认导入";
    public const string ChangedMeanwhile = "刚才有人导入了另一份放假安排，这次没有导入。请再看一遍变化，再确认";

    public static readonly IReadOnlyList<string> LeaveWords = ["取消", "返回", "退出", "算了"];

    public static MessageContent OnlyAdmins { get; } = "只有通知管理员能导入放假安排。需要的话，请联系本单位的通知管理员。";

    public static MessageContent NothingImported { get; } = "没有导入，日历没有变。";

    public static MessageContent AskTable { get; } = new($"请把放假安排的 JSON 整段发来（格式和规则包里的 calendar-2026.json 一样，要有文件名称、文号和公布日期）。我先列出哪些天会变，您发“{ConfirmWord}”后才生效。")
    {
        Choices = [new("取消")],
    };

    public static MessageContent Refused(IReadOnlyList<string> faults) =>
        new($"这份放假安排没有导入：\n{Lines(faults)}\n改好后请把 JSON 整段再发一次。") { Choices = [new("取消")] };

    public static MessageContent Confirm(CalendarAmendment amendment, DateOnly today) => new($"{Preview(amendment, today)}\n没问题就发“{ConfirmWord}”。确认后，已排队的消息和没办完的时限都会按新安排重排，每一条都有记录。")
    {
        Choices = [new(ConfirmWord), new("取消")],
    };

    public static MessageContent Imported(CalendarAmendment amendment) =>
        $"已导入{Name(amendment)}，现在就生效。正在重排已排队的消息和没办完的时限，排完告诉您。";

    /// <summary>What changes, day by day.</summary>
    public static string Preview(CalendarAmendment amendment, DateOnly today)
    {
        var days = amendment.Changes.Select(change =>
            $"{WorkTimeTexts.DateWithWeekday(change.After.On)}{(change.After.On < today ? "（已过）" : "")}：{Kind(change.Before)} → {Kind(change.After)}");
        var settled = amendment.SettlesYear ? $"\n{amendment.Table.Year}年不再是推算的。" : "";
        return amendment.Changes.Count == 0
            ? $"{Name(amendment)}\n没有哪一天在上班和休息之间变动。{settled}"
            : $"{Name(amendment)}\n有{amendment.Changes.Count}天变动：\n{string.Join('\n', days)}{settled}";
    }

    public static string NeedsYes(string file) => $"还没有导入。看过没问题，加上 --yes 再运行一次：./run.sh import-calendar {file} --yes";

    public static string Done(CalendarAmendment amendment) => $"已导入{Name(amendment)}，现在就生效；运行中的 OpsBot 会重排已排队的消息和没办完的时限。";

    public static string Faults(string file, IReadOnlyList<string> faults) => $"{file} 没有导入：\n{Lines(faults)}";

    public static string CannotRead(string file, int most) => $"{file} 读不了，或超过{most}个字节。请检查文件。";

    public static MessageContent Replanned(string paper, int messages, int deadlines) =>
        $"已按{paper}重排完：{messages}条待送的消息换了送达时间，{deadlines}个办理时限有变动，相关的人会收到新的时限。每一条都记在审计里。";

    public static MessageContent MissingPaper(int year) =>
        $"{year}年的放假安排还没有导入，{year}年的日子现在是推算的，时限和送达时间都会注明。国务院办公厅公布后，请发“{ImportWord}”。";

    public static string HealthSettled(int year) => $"{year}年的放假安排已有";

    public static string HealthMissing(int year) => $"{year}年的放假安排还没有导入，{year}年按推算";

    public static string HealthLeftOut(IEnumerable<string> numbers) => $"导入过的{string.Join('、', numbers)}和现在的规则包矛盾，没有计入，请核对";

    public static string FaultKnownPaper(string number) => $"{number} 已经在日历里了，一份文件只能导入一次；要改动请用另一个文号的文件";

    public static string FaultNotYetPublic(DateOnly knownFrom, DateOnly today) => $"knownFrom 是 {knownFrom:O}，晚于今天 {today:O}：还没公布的安排不能导入";

    public static string FaultTooManyPapers(int most) => $"已经导入了{most}份，不能再多了，请联系维护人员";

    public static string FaultNoEffect(string number, string? later) => $"{number} 不起作用：{later} 比它晚公布，已经管着这一年";

    private static string Name(CalendarAmendment amendment) => $"《{amendment.Table.Paper.Title}》（{amendment.Table.Paper.Number}）";

    private static string Lines(IEnumerable<string> faults) => string.Join('\n', faults.Take(10).Select(fault => $"· {fault}"));

    private static string Kind(DayStatus day) => day.Kind switch
    {
        DayKind.Holiday => $"休息（{day.HolidayName}）",
        DayKind.MakeUpWorkday => $"上班（{day.HolidayName}调休）",
        _ => day.IsWorkday ? "上班" : "休息",
    };
}
