using System.Text.Json;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Reads the parts <c>schedule</c>, <c>exceptions</c> and <c>leave</c> of a unit or a person in a directory. The shapes
/// are described in <c>manifests/packs/README.md</c>.
/// </summary>
public static class HoursRulesParser
{
    private const int MostRosterDays = 366;
    private const int LongestCycle = 64;
    private static readonly DateOnly Never = WorkCalendar.LastDay;

    /// <param name="owner">The unit or person, named in every fault.</param>
    /// <param name="schedule">The part, or null.</param>
    /// <param name="exceptions">The part, or null.</param>
    /// <param name="leave">The part, or null.</param>
    /// <param name="territory">Offset and guard come from here.</param>
    /// <param name="faults">Collects what is wrong.</param>
    public static HoursRules Parse(
        string owner, JsonElement? schedule, JsonElement? exceptions, JsonElement? leave, HoursFrame territory, List<string> faults)
    {
        var before = faults.Count;
        var (office, shifts) = schedule is { } hours && PackJson.Of(hours, $"{owner}.schedule", faults) is { } part
            ? ReadSchedule(part, territory)
            : (null, null);
        var own = exceptions is { } days ? PackJson.Of(days, $"{owner}.exceptions", faults) : null;
        var holidays = own?.Has("holidays") == true ? own.Children("holidays").Select(ReadHoliday).ToList() : [];
        var extra = own?.Has("extraWork") == true ? own.Children("extraWork").Select(item => ReadExtra(item, territory)).ToList() : [];
        var away = leave is { } list ? PackJson.ListOf(list, $"{owner}.leave", faults).Select(ReadLeave).ToList() : [];
        return faults.Count > before ? HoursRules.None : new HoursRules(office, shifts, holidays, extra, away);
    }

    private static (WorkSchedule? Office, ShiftPattern? Shifts) ReadSchedule(PackJson part, HoursFrame territory)
    {
        var name = part.Text("name");
        switch (part.Text("kind"))
        {
            case "office":
                return (ReadOffice(part, name, territory), null);
            case "weekly":
                return (null, ReadWeekly(part, name, territory));
            case "cycle":
                return (null, ReadCycle(part, name, territory));
            case "roster":
                return (null, ReadRoster(part, name, territory));
            case var other:
                part.Fault("kind", HoursFaultTexts.Kind(other));
                return (null, null);
        }
    }

    private static WorkSchedule? ReadOffice(PackJson part, string name, HoursFrame territory)
    {
        var windows = WorkScheduleParser.ReadWindows(part);
        var seasons = WorkScheduleParser.ReadSeasons(part);
        if (part.Faults.Count > 0) return null;
        foreach (var fault in WorkSchedule.FindFaults(territory.Guard, windows, seasons)) part.Fault("windows", fault);
        return part.Faults.Count > 0 ? null : new WorkSchedule(name, territory.UtcOffset, territory.Guard, windows, seasons);
    }

    private static ShiftPattern ReadWeekly(PackJson part, string name, HoursFrame territory)
    {
        var days = Enumerable.Range(0, 7).Select(_ => (IReadOnlyList<WorkSpan>)[]).ToArray();
        var seen = new HashSet<int>();
        foreach (var item in part.Children("days"))
        {
            var weekday = item.Number("weekday", 1, 7);
            if (!seen.Add(weekday)) item.Fault("weekday", HoursFaultTexts.Twice(weekday.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            days[weekday - 1] = ReadSpans(item, territory);
        }
        return Repeating(part, name, ShiftKind.Weekly, days, WorkCalendar.FirstDay);
    }

    private static ShiftPattern ReadCycle(PackJson part, string name, HoursFrame territory)
    {
        var days = part.Children("days", LongestCycle).Select(item => ReadSpans(item, territory)).ToArray();
        return Repeating(part, name, ShiftKind.Cycle, days, part.Date("anchor"));
    }

    private static ShiftPattern Repeating(PackJson part, string name, ShiftKind kind, IReadOnlyList<WorkSpan>[] days, DateOnly anchor)
    {
        if (days.All(spans => spans.Count == 0)) part.Fault("days", HoursFaultTexts.NoWork);
        for (var day = 0; day < days.Length; day++) CheckNight(part, days[day], days[(day + 1) % days.Length]);
        var (from, until) = ReadPeriod(part);
        return new ShiftPattern(name, kind, from, until, days, anchor, part.Has("followsHolidays") && part.Flag("followsHolidays"));
    }

    private static ShiftPattern ReadRoster(PackJson part, string name, HoursFrame territory)
    {
        var (from, until) = (part.Date("from"), part.Date("until"));
        var length = until.DayNumber - from.DayNumber + 1;
        if (length is < 1 or > MostRosterDays)
        {
            part.Fault("until", HoursFaultTexts.RosterLength(MostRosterDays));
            length = 1;
        }
        var days = Enumerable.Range(0, length).Select(_ => (IReadOnlyList<WorkSpan>)[]).ToArray();
        var seen = new HashSet<DateOnly>();
        foreach (var item in part.Children("days", MostRosterDays))
        {
            var date = item.Date("date");
            var index = date.DayNumber - from.DayNumber;
            if (index < 0 || index >= length) item.Fault("date", HoursFaultTexts.OutsideRoster(date, from, until));
            else if (!seen.Add(date)) item.Fault("date", HoursFaultTexts.Twice(date.ToString("O", null)));
            else days[index] = ReadSpans(item, territory);
        }
        for (var day = 0; day + 1 < length; day++) CheckNight(part, days[day], days[day + 1]);
        return new ShiftPattern(name, ShiftKind.Roster, from, until, days, from, FollowsHolidays: false);
    }

    private static void CheckNight(PackJson part, IReadOnlyList<WorkSpan> day, IReadOnlyList<WorkSpan> next)
    {
        if (day.Count > 0 && next.Count > 0 && day[^1].ClosesAt - TimeSpan.FromDays(1) > next[0].OpensAt)
            part.Fault("days", HoursFaultTexts.NightOverlap(day[^1], next[0]));
    }

    /// <summary>A missing start is the beginning, a missing end is open.</summary>
    private static (DateOnly From, DateOnly Until) ReadPeriod(PackJson part)
    {
        var from = part.Has("from") ? part.Date("from") : WorkCalendar.FirstDay;
        var until = part.Has("until") ? part.Date("until") : Never;
        if (until < from) part.Fault("until", HoursFaultTexts.EndsBeforeStart(from, until));
        return (from, until);
    }

    private static IReadOnlyList<WorkSpan> ReadSpans(PackJson part, HoursFrame territory)
    {
        var spans = part.Children("windows").Select(item => WorkSpan.OverMidnight(item.Time("opensAt"), item.Time("closesAt"))).ToArray();
        if (spans.Length > WorkSchedule.MostWindows) part.Fault("windows", HoursFaultTexts.TooMany(WorkSchedule.MostWindows));
        for (var index = 0; index < spans.Length; index++)
        {
            if (spans[index].Length <= territory.Guard) part.Fault("windows", HoursFaultTexts.TooShort(spans[index], territory.Guard));
            if (index > 0 && spans[index].OpensAt < spans[index - 1].ClosesAt) part.Fault("windows", HoursFaultTexts.Order(spans[index - 1], spans[index]));
        }
        return spans;
    }

    private static LocalHoliday ReadHoliday(PackJson item)
    {
        var (first, last) = ReadDays(item);
        return new LocalHoliday(item.Text("name"), first, last, item.OptionalText("basis"));
    }

    private static ExtraWork ReadExtra(PackJson item, HoursFrame territory)
    {
        var (first, last) = ReadDays(item);
        return new ExtraWork(item.Text("name"), first, last, item.OptionalText("basis"), item.Has("windows") ? ReadSpans(item, territory) : []);
    }

    private static Leave ReadLeave(PackJson item)
    {
        var (first, last) = ReadDays(item);
        LeaveHalf? half = item.OptionalText("half") switch
        {
            null => null,
            "morning" => LeaveHalf.Morning,
            "afternoon" => LeaveHalf.Afternoon,
            var other => BadHalf(item, other),
        };
        if (half is not null && first != last) item.Fault("half", HoursFaultTexts.HalfOfManyDays);
        return new Leave(first, last, half);
    }

    private static LeaveHalf BadHalf(PackJson item, string half)
    {
        item.Fault("half", HoursFaultTexts.Half(half));
        return LeaveHalf.Morning;
    }

    private static (DateOnly First, DateOnly Last) ReadDays(PackJson item)
    {
        var first = item.Date("firstDay");
        var last = item.Has("lastDay") ? item.Date("lastDay") : first;
        if (last < first) item.Fault("lastDay", HoursFaultTexts.EndsBeforeStart(first, last));
        if (last.DayNumber - first.DayNumber >= MostRosterDays) item.Fault("lastDay", HoursFaultTexts.TooLong(MostRosterDays));
        return (first, last);
    }
}
