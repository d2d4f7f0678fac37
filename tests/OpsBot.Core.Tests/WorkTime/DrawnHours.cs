using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>One random person: office hours, a unit's exceptions, shifts, own exceptions, leave, quiet times.</summary>
internal sealed class DrawnHours
{
    /// <summary>Beijing, Ürümqi by local use, a half-hour zone, and one behind UTC.</summary>
    private static readonly double[] Zones = [8, 6, 9.5, -5];

    private readonly Random _dice;

    public DrawnHours(Random dice)
    {
        _dice = dice;
        Offset = TimeSpan.FromHours(Zones[dice.Next(Zones.Length)]);
        Guard = TimeSpan.FromSeconds(dice.Next(4) switch { 0 => 0, 1 => 90, 2 => 120, _ => dice.Next(1, 600) });
        // Far enough from the ends of the day list, for which alone the oracle knows the truth.
        Near = new DateOnly(2019, 2, 1).AddDays(dice.Next(7 * 365 + 200));
        Office = Windows(dice.Next(1, 4), overMidnight: false);
        Summer = dice.Next(4) == 0 ? Windows(dice.Next(1, 3), overMidnight: false) : null;
        UnitHolidays = dice.Next(4) == 0 ? [Holiday()] : [];
        UnitExtra = dice.Next(4) == 0 ? [Extra()] : [];
        Shifts = dice.Next(2) == 0 ? Pattern() : null;
        OwnHolidays = dice.Next(6) == 0 ? [Holiday()] : [];
        OwnExtra = dice.Next(6) == 0 ? [Extra()] : [];
        Leave = dice.Next(4) == 0 ? [LeaveNear()] : [];
        Quiet = [.. Enumerable.Range(0, dice.Next(3) == 0 ? dice.Next(1, 4) : 0).Select(_ => new QuietSpan(Clock(), Clock()))];
        // What the policy refuses is never stored.
        if (Quiet.Count > 0 && PersonalHoursPolicy.Refuse(PlanWithoutQuiet(), Quiet, new PersonalHoursRules(2, 4), Near) is not null) Quiet = [];
    }

    public TimeSpan Offset { get; }

    public TimeSpan Guard { get; }

    public DateOnly Near { get; }

    public IReadOnlyList<WorkSpan> Office { get; }

    /// <summary>From June to September, when there are any.</summary>
    public IReadOnlyList<WorkSpan>? Summer { get; }

    public IReadOnlyList<LocalHoliday> UnitHolidays { get; }

    public IReadOnlyList<ExtraWork> UnitExtra { get; }

    public ShiftPattern? Shifts { get; }

    public IReadOnlyList<LocalHoliday> OwnHolidays { get; }

    public IReadOnlyList<ExtraWork> OwnExtra { get; }

    public IReadOnlyList<Leave> Leave { get; }

    public IReadOnlyList<QuietSpan> Quiet { get; }

    /// <summary>The same person for the code under test, without the quiet times.</summary>
    public WorkPlan PlanWithoutQuiet()
    {
        var season = Summer is null ? [] : new[] { new WorkSeason(new MonthDay(6, 1), new MonthDay(9, 30), [.. Summer.Select(Window)]) };
        var schedule = new WorkSchedule("drawn", Offset, Guard, [.. Office.Select(Window)], season);
        var unit = new HoursRules(null, null, UnitHolidays, UnitExtra, []);
        var person = new HoursRules(null, Shifts, OwnHolidays, OwnExtra, Leave);
        return person.Over(unit.Over(new TerritoryPlan(WorkTimeData.Timeline.Calendar, schedule)));
    }

    public WorkPlan Plan() => Quiet.Count > 0 ? new NarrowedPlan(PlanWithoutQuiet(), Quiet) : PlanWithoutQuiet();

    /// <summary>Any second of the days around <see cref="Near"/>.</summary>
    public DateTimeOffset Instant() => new DateTimeOffset(Near.ToDateTime(TimeOnly.MinValue), Offset).AddSeconds(_dice.Next(-2 * 86_400, 4 * 86_400));

    private static WorkWindow Window(WorkSpan span) => new(TimeOnly.FromTimeSpan(span.OpensAt), TimeOnly.FromTimeSpan(span.ClosesAt));

    private TimeOnly Clock() => new(_dice.Next(24), _dice.Next(60));

    /// <summary>Windows at least eleven minutes long, so that every guard leaves something.</summary>
    private List<WorkSpan> Windows(int count, bool overMidnight)
    {
        var ends = Enumerable.Range(0, 2 * count).Select(_ => _dice.Next(120) * 12).Distinct().Order().ToList();
        if (ends.Count % 2 == 1) ends.RemoveAt(0);
        if (ends.Count == 0) ends = [480, 720];
        var spans = ends.Chunk(2).Select(pair => new WorkSpan(TimeSpan.FromMinutes(pair[0]), TimeSpan.FromMinutes(pair[1]))).ToList();
        if (overMidnight) spans[^1] = spans[^1] with { ClosesAt = TimeSpan.FromMinutes(_dice.Next(1440, 1440 + ends[^2] + 1)) };
        return spans;
    }

    private DateOnly Day() => Near.AddDays(_dice.Next(-3, 6));

    private LocalHoliday Holiday()
    {
        var first = Day();
        return new LocalHoliday("holiday", first, first.AddDays(_dice.Next(3)), null);
    }

    private ExtraWork Extra()
    {
        var first = Day();
        return new ExtraWork("extra", first, first.AddDays(_dice.Next(3)), null, _dice.Next(3) == 0 ? [] : Windows(_dice.Next(1, 3), _dice.Next(4) == 0));
    }

    private Leave LeaveNear()
    {
        var first = Day();
        return new Leave(first, first.AddDays(_dice.Next(12)));
    }

    private ShiftPattern Pattern()
    {
        var kind = (ShiftKind)_dice.Next(3);
        var (from, until) = kind == ShiftKind.Roster || _dice.Next(3) == 0
            ? (Near.AddDays(-_dice.Next(6)), Near.AddDays(_dice.Next(1, 15)))
            : (WorkCalendar.FirstDay, WorkCalendar.LastDay);
        var count = kind switch { ShiftKind.Weekly => 7, ShiftKind.Cycle => _dice.Next(1, 9), _ => until.DayNumber - from.DayNumber + 1 };
        var days = Enumerable.Range(0, count).Select(_ => _dice.Next(3) == 0 ? [] : (IReadOnlyList<WorkSpan>)Windows(_dice.Next(1, 3), _dice.Next(2) == 0)).ToList();
        // A cycle without any work would never open.
        if (days.All(spans => spans.Count == 0)) days[0] = Windows(1, overMidnight: true);
        return new ShiftPattern("drawn", kind, from, until, days, Near.AddDays(_dice.Next(-40, 40)), _dice.Next(3) == 0);
    }
}
