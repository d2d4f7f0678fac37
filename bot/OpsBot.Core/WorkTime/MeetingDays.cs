using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// A territory's weekday without meetings, for example 周三无会日. It concerns meetings, never messages. Only the weekday
/// counts: a make-up Saturday is no Wednesday, and when the Wednesday is a holiday no other day takes its place.
/// </summary>
/// <param name="Territory">The pack it comes from.</param>
/// <param name="Name">What the rule is called.</param>
/// <param name="Weekday">The day.</param>
/// <param name="Since">First day on which the rule holds, included.</param>
/// <param name="Levels">The organisers it binds.</param>
/// <param name="Clause">Where it is written.</param>
public sealed record MeetingDays(
    string Territory, string Name, DayOfWeek Weekday, DateOnly Since, IReadOnlyList<UnitKind> Levels, MeetingDayClause Clause)
{
    /// <summary>Reads <c>meeting-days.json</c> of a pack.</summary>
    public static PackReading<MeetingDays> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<MeetingDays>.Bad(faults);
        var clause = root.Child("clause");
        var levels = root.Texts("levels").Select(level => ReadLevel(root, level)).ToList();
        var days = new MeetingDays(
            root.Text("territory"),
            root.Text("name"),
            (DayOfWeek)(root.Number("weekday", 1, 7) % 7),
            root.Date("since"),
            levels,
            new MeetingDayClause(clause?.Text("document") ?? "", clause?.Text("number") ?? "", clause?.Text("title") ?? ""));
        return faults.Count > 0 ? PackReading<MeetingDays>.Bad(faults) : PackReading<MeetingDays>.Of(days);
    }

    /// <summary>May a unit of this level hold a meeting on this day, and why?</summary>
    public MeetingDayExplanation Explain(DateOnly date, UnitKind level, WorkCalendar calendar)
    {
        var kept = date >= Since && Levels.Contains(level) && date.DayOfWeek == Weekday;
        var day = calendar.StatusOf(date);
        var text = (kept, day.IsWorkday) switch
        {
            (true, true) => MeetingDayTexts.Kept(this, date),
            (true, false) => MeetingDayTexts.KeptOnRestDay(this, day),
            _ when date < Since => MeetingDayTexts.NotYet(this, date),
            _ when !Levels.Contains(level) => MeetingDayTexts.OtherLevel(this),
            _ => MeetingDayTexts.OtherDay(this, date, day.Kind == DayKind.MakeUpWorkday),
        };
        return new MeetingDayExplanation(date, !kept, text, Clause);
    }

    private static UnitKind ReadLevel(PackJson root, string level)
    {
        if (Enum.TryParse<UnitKind>(level, ignoreCase: true, out var kind) && Enum.IsDefined(kind)) return kind;
        root.Fault("levels", MeetingDayTexts.FaultLevel(level));
        return UnitKind.City;
    }
}
