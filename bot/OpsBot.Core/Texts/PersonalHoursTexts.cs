using System.Globalization;
using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What a person reads about the own hours.</summary>
public static class PersonalHoursTexts
{
    private const string HowTo = "想加免打扰时间，发“免打扰 12点到14点”；想取消，发“取消免打扰”。";

    public static MessageContent Unknown { get; } = "我还不认识您，没法记下您的工作时间。请联系本单位管理员把您加进名录。";

    public static MessageContent Unclear { get; } = "时间没看懂。请写成“免打扰 20:00-8:00”或“免打扰 12点到14点”的样子，每天都算。";

    public static MessageContent NothingToCancel { get; } = "您没有设免打扰时间，不用取消。";

    public static MessageContent NotSet(IReadOnlyList<QuietSpan> spans) =>
        $"没有这一段。您现在的免打扰时间：{List(spans)}。发“取消免打扰”会全部取消。";

    public static MessageContent Refused(PersonalHoursRefusal refusal, IReadOnlyList<QuietSpan> now) => refusal switch
    {
        PersonalHoursRefusal.TooMany many => $"最多能设{many.Most}段免打扰时间，这次没有记下。您现在的是：{List(now)}。",
        PersonalHoursRefusal.TooLittleLeft little =>
            $"这次没有记下：这样每周平均只剩{Hours(little.HoursPerWeek)}小时能收任务，至少要留{Hours(little.Least)}小时。请把时间设短一些。",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    public static MessageContent Changed(QuietHours hours, IReadOnlyList<QuietSpan> spans, DateTimeOffset now)
    {
        var what = spans.Count == 0
            ? "免打扰已全部取消，从现在起按您原来的工作时间派任务。"
            : $"记下了，从现在起生效：每天{List(spans)}不给您派任务、催办和通知。您自己问的问题照样马上回。这不改变办理期限，也不影响别人。";
        return $"{what}\n{Next(hours, now)}";
    }

    /// <summary>The hours of seven days from today, the quiet times, and whether work may come now.</summary>
    public static MessageContent Own(QuietHours hours, IReadOnlyList<QuietSpan> spans, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(hours.Plan.Schedule.UtcOffset).DateTime);
        var days = Enumerable.Range(0, 7).Select(today.AddDays).Select(day => DayLine(hours.Plan, day));
        var quiet = spans.Count == 0
            ? "您没有设免打扰时间。"
            : hours.Plan is NarrowedPlan
                ? $"您设的免打扰时间：每天{List(spans)}（已从上面减去）。"
                : $"您设的免打扰时间：每天{List(spans)}。它和您现在的班次合不上，留下的工作时间太少，暂不生效。请取消后重新设。";
        return $"您最近七天能收到任务的时间：\n{string.Join('\n', days)}\n{quiet}\n{Next(hours, now)}\n{HowTo}";
    }

    private static string DayLine(WorkPlan plan, DateOnly day)
    {
        var spans = plan.SpansOf(day);
        return spans.Count == 0
            ? $"{WorkTimeTexts.Day(plan.StatusOf(day))}"
            : $"{WorkTimeTexts.DateWithWeekday(day)}：{WorkTimeTexts.Spans(spans)}";
    }

    private static string Next(QuietHours hours, DateTimeOffset now)
    {
        var explanation = hours.Explain(now);
        if (explanation.IsOpen) return "现在可以给您派任务。";
        var readOn = DateOnly.FromDateTime(explanation.At.DateTime);
        return $"现在不会给您派任务，最早从{WorkTimeTexts.Moment(readOn, explanation.NextOpening)}起。";
    }

    private static string List(IReadOnlyList<QuietSpan> spans) =>
        spans.Count == 0 ? "没有" : string.Join('、', spans.Select(span => WorkTimeTexts.Span(WorkSpan.OverMidnight(span.From, span.Until))));

    private static string Hours(double hours) => Math.Round(hours, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
