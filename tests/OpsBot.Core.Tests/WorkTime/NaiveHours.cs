using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>
/// Marks the minutes of some weeks one by one from the drawn data and the published day list. Slow and simple: no plan,
/// no timeline, no arithmetic of the code under test.
/// </summary>
internal sealed class NaiveHours
{
    private const int DaysBefore = 5;
    private readonly DrawnHours _drawn;
    private readonly DateTime _start;
    private readonly bool[] _marks;

    public NaiveHours(DrawnHours drawn, int days)
    {
        _drawn = drawn;
        var first = drawn.Near.AddDays(-DaysBefore);
        _start = first.ToDateTime(TimeOnly.MinValue);
        _marks = new bool[days * 1440];
        for (var day = -1; day < days; day++) Mark(first.AddDays(day), day * 1440);
        var quiet = Enumerable.Range(0, drawn.Quiet.Count > 0 ? 1440 : 0).Where(IsQuiet).ToList();
        for (var day = 0; day < days; day++)
            foreach (var minute in IsAway(first.AddDays(day)) ? Enumerable.Range(0, 1440) : quiet)
                _marks[(day * 1440) + minute] = false;
    }

    public bool IsWorking(DateTimeOffset at) => _marks[(int)(Second(at) / 60)];

    /// <summary>From this second to a guard later everything is working time.</summary>
    public bool MaySend(DateTimeOffset at) => MaySend(Second(at));

    /// <summary>Null when these weeks hold no opening.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset at)
    {
        var second = Second(at);
        if (MaySend(second)) return at;
        for (var minute = (second / 60) + 1; minute < _marks.Length - 15; minute++)
            if (MaySend(minute * 60)) return new DateTimeOffset(_start, _drawn.Offset).AddMinutes(minute);
        return null;
    }

    public int WorkingMinutes(DateTimeOffset from, DateTimeOffset to) =>
        Enumerable.Range((int)(Second(from) / 60), (int)((to - from).TotalMinutes)).Count(minute => _marks[minute]);

    private bool MaySend(long second)
    {
        for (var minute = second / 60; minute <= (second + (long)_drawn.Guard.TotalSeconds) / 60; minute++)
            if (!_marks[minute]) return false;
        return true;
    }

    private long Second(DateTimeOffset at) => (long)(at.ToOffset(_drawn.Offset).DateTime - _start).TotalSeconds;

    private void Mark(DateOnly date, int midnight)
    {
        foreach (var span in Work(date))
            for (var minute = midnight + (int)span.OpensAt.TotalMinutes; minute < midnight + (int)span.ClosesAt.TotalMinutes; minute++)
                if (minute >= 0 && minute < _marks.Length) _marks[minute] = true;
    }

    /// <summary>What begins on a day; the spans may overlap.</summary>
    private List<WorkSpan> Work(DateOnly date)
    {
        if (IsAway(date)) return [];
        var office = _drawn.Summer is not null && date.Month is >= 6 and <= 9 ? _drawn.Summer : _drawn.Office;
        var isWorkday = WorkTimeData.PublishedDays.TryGetValue(date, out var published) ? published : WorkTimeData.Timeline.Calendar.IsWorkday(date);
        var unitFree = _drawn.UnitHolidays.Any(holiday => date >= holiday.FirstDay && date <= holiday.LastDay);
        var unitExtra = _drawn.UnitExtra.Where(extra => date >= extra.FirstDay && date <= extra.LastDay).ToList();
        List<WorkSpan> spans = isWorkday && !unitFree ? [.. office] : [];
        foreach (var extra in unitExtra) spans.AddRange(extra.Spans.Count > 0 ? extra.Spans : office);
        if (_drawn.Shifts is { } shifts && date >= shifts.From && date <= shifts.Until)
        {
            var holiday = unitExtra.Count == 0 && (unitFree || WorkTimeData.Timeline.Calendar.StatusOf(date).Kind == DayKind.Holiday);
            spans = shifts.FollowsHolidays && holiday ? [] : [.. Shift(shifts, date)];
        }
        if (_drawn.OwnHolidays.Any(holiday => date >= holiday.FirstDay && date <= holiday.LastDay)) spans = [];
        foreach (var extra in _drawn.OwnExtra.Where(extra => date >= extra.FirstDay && date <= extra.LastDay))
            spans.AddRange(extra.Spans.Count > 0 ? extra.Spans : office);
        return spans;
    }

    private static IReadOnlyList<WorkSpan> Shift(ShiftPattern shifts, DateOnly date)
    {
        if (shifts.Kind == ShiftKind.Weekly) return shifts.Days[date.DayOfWeek == DayOfWeek.Sunday ? 6 : (int)date.DayOfWeek - 1];
        if (shifts.Kind == ShiftKind.Roster) return shifts.Days[date.DayNumber - shifts.From.DayNumber];
        var day = shifts.Anchor;
        while (day < date) day = day.AddDays(shifts.Days.Count);
        while (day > date) day = day.AddDays(-shifts.Days.Count);
        return shifts.Days[date.DayNumber - day.DayNumber];
    }

    private bool IsAway(DateOnly date) => _drawn.Leave.Any(leave => date >= leave.FirstDay && date <= leave.LastDay);

    private bool IsQuiet(int minuteOfDay)
    {
        var clock = TimeOnly.MinValue.AddMinutes(minuteOfDay);
        return _drawn.Quiet.Any(quiet => quiet.From < quiet.Until ? clock >= quiet.From && clock < quiet.Until : clock >= quiet.From || clock < quiet.Until);
    }
}
