namespace OpsBot.Core.WorkTime;

/// <summary>
/// Calendar and schedule worked out for every day of a century, so that each question is an array look-up.
/// Pure and immutable; safe to share between threads. Results carry the schedule's UTC offset.
/// </summary>
/// <remarks>
/// Rules of counting. Working days: the day of the start never counts; counting begins with the next working day, also
/// when the start lies outside working time. Working minutes: only time inside windows counts; the guard band is ordinary
/// working time here. A sum ends as early as it can (at 12:00, not at 14:30); a difference starts as late as it can (at
/// 14:30, not at 12:00), so that a reminder falls into an open window.
/// </remarks>
public sealed class WorkTimeline
{
    private readonly WorkWindow[][] _windowSets;
    private readonly byte[] _setOfDay;
    private readonly long[] _ticksBefore;
    private readonly int[] _workdays;
    private readonly int[] _workdaysBefore;

    public WorkTimeline(WorkCalendar calendar, WorkSchedule schedule)
    {
        Calendar = calendar;
        Schedule = schedule;
        var count = WorkCalendar.IndexOf(WorkCalendar.LastDay) + 1;
        // Set 0 is the closed day; set 1 the plain hours; then one for each season.
        _windowSets = [[], [.. schedule.Windows], .. schedule.Seasons.Select(season => season.Windows.ToArray())];
        _setOfDay = new byte[count];
        _ticksBefore = new long[count + 1];
        _workdaysBefore = new int[count + 1];
        var worked = new List<int>();
        for (var day = 0; day < count; day++)
        {
            var set = SetOf(WorkCalendar.FirstDay.AddDays(day));
            _setOfDay[day] = set;
            if (set != 0) worked.Add(day);
            _ticksBefore[day + 1] = _ticksBefore[day] + _windowSets[set].Sum(window => window.Length.Ticks);
            _workdaysBefore[day + 1] = worked.Count;
        }
        _workdays = [.. worked];
    }

    public WorkCalendar Calendar { get; }

    public WorkSchedule Schedule { get; }

    /// <summary>Closing of the n-th working day after the local date of <paramref name="from"/>; n is at least 1.</summary>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (day, _) = Split(from);
        var wanted = WorkdayAt(_workdaysBefore[day + 1] + (long)days - 1);
        return At(wanted, _windowSets[_setOfDay[wanted]][^1].ClosesAt);
    }

    /// <summary>Opening of the n-th working day before the local date of <paramref name="from"/>; n is at least 1.</summary>
    public DateTimeOffset SubtractWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (day, _) = Split(from);
        var wanted = WorkdayAt(_workdaysBefore[day] - (long)days);
        return At(wanted, _windowSets[_setOfDay[wanted]][0].OpensAt);
    }

    /// <summary>The earliest instant with that many working minutes since <paramref name="from"/>; 0 gives <paramref name="from"/>.</summary>
    public DateTimeOffset AddWorkingMinutes(DateTimeOffset from, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        if (minutes == 0) return from.ToOffset(Schedule.UtcOffset);
        var wanted = WorkedTicks(from) + (minutes * TimeSpan.TicksPerMinute);
        var day = FirstDayReaching(wanted);
        var rest = wanted - _ticksBefore[day];
        foreach (var window in _windowSets[_setOfDay[day]])
        {
            if (rest <= window.Length.Ticks) return At(day, window.OpensAt.Ticks + rest);
            rest -= window.Length.Ticks;
        }
        throw OutOfRange();
    }

    /// <summary>The latest instant with that many working minutes until <paramref name="from"/>; 0 gives <paramref name="from"/>.</summary>
    public DateTimeOffset SubtractWorkingMinutes(DateTimeOffset from, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        if (minutes == 0) return from.ToOffset(Schedule.UtcOffset);
        var wanted = WorkedTicks(from) - (minutes * TimeSpan.TicksPerMinute);
        if (wanted < 0) throw OutOfRange();
        var day = FirstDayReaching(wanted + 1);
        var rest = wanted - _ticksBefore[day];
        foreach (var window in _windowSets[_setOfDay[day]])
        {
            if (rest < window.Length.Ticks) return At(day, window.OpensAt.Ticks + rest);
            rest -= window.Length.Ticks;
        }
        throw OutOfRange();
    }

    /// <summary>Working time from one instant to another; negative when they are exchanged.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to) => new(WorkedTicks(to) - WorkedTicks(from));

    /// <summary><see cref="WorkingTimeBetween"/> in whole minutes, cut towards zero.</summary>
    public long WorkingMinutesBetween(DateTimeOffset from, DateTimeOffset to) =>
        WorkingTimeBetween(from, to).Ticks / TimeSpan.TicksPerMinute;

    /// <summary>The window that contains the instant (start included, end excluded); null outside working time.</summary>
    public WorkWindow? WindowAt(DateTimeOffset instant)
    {
        var (day, time) = Split(instant);
        foreach (var window in _windowSets[_setOfDay[day]])
            if (time >= window.OpensAt.Ticks && time < window.ClosesAt.Ticks) return window;
        return null;
    }

    /// <summary>The first instant, not before the one given, that lies in a window and at least the guard before its closing.</summary>
    internal DateTimeOffset NextOpen(DateTimeOffset from, long guardTicks)
    {
        var (day, time) = Split(from);
        foreach (var window in _windowSets[_setOfDay[day]])
            if (time < window.ClosesAt.Ticks - guardTicks) return At(day, Math.Max(time, window.OpensAt.Ticks));
        var next = WorkdayAt(_workdaysBefore[day + 1]);
        return At(next, _windowSets[_setOfDay[next]][0].OpensAt);
    }

    internal DateTimeOffset At(DateOnly date, TimeOnly time) => At(WorkCalendar.IndexOf(date), time.Ticks);

    internal DateOnly LocalDate(DateTimeOffset instant) => WorkCalendar.FirstDay.AddDays(Split(instant).Day);

    private byte SetOf(DateOnly date)
    {
        if (!Calendar.IsWorkday(date)) return 0;
        for (var index = 0; index < Schedule.Seasons.Count; index++)
            if (Schedule.Seasons[index].Contains(date)) return (byte)(index + 2);
        return 1;
    }

    /// <summary>Working ticks from the first day of the calendar to the instant.</summary>
    private long WorkedTicks(DateTimeOffset instant)
    {
        var (day, time) = Split(instant);
        var worked = _ticksBefore[day];
        foreach (var window in _windowSets[_setOfDay[day]])
            worked += Math.Clamp(time - window.OpensAt.Ticks, 0, window.Length.Ticks);
        return worked;
    }

    /// <summary>The first day by whose end the working ticks reach the number given.</summary>
    private int FirstDayReaching(long ticks)
    {
        if (ticks > _ticksBefore[^1]) throw OutOfRange();
        int low = 0, high = _setOfDay.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ticksBefore[middle + 1] >= ticks) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private int WorkdayAt(long rank) => rank >= 0 && rank < _workdays.Length ? _workdays[rank] : throw OutOfRange();

    private (int Day, long Time) Split(DateTimeOffset instant)
    {
        var (dayNumber, time) = Math.DivRem(instant.UtcTicks + Schedule.UtcOffset.Ticks, TimeSpan.TicksPerDay);
        var day = dayNumber - WorkCalendar.FirstDay.DayNumber;
        return (ulong)day < (ulong)_setOfDay.Length ? ((int)day, time) : throw OutOfRange();
    }

    private DateTimeOffset At(int day, TimeOnly time) => At(day, time.Ticks);

    private DateTimeOffset At(int day, long time) =>
        new(((long)(WorkCalendar.FirstDay.DayNumber + day) * TimeSpan.TicksPerDay) + time, Schedule.UtcOffset);

    private static ArgumentOutOfRangeException OutOfRange() =>
        new(null, $"The working calendar covers {WorkCalendar.FirstDay:O} to {WorkCalendar.LastDay:O}; this calculation leaves it.");
}
