namespace OpsBot.Core.WorkTime;

/// <summary>
/// A plan worked out for every day of a century, so that each question is an array look-up.
/// Pure and immutable; safe to share between threads. Results carry the schedule's UTC offset.
/// </summary>
/// <remarks>
/// Rules of counting. Working days: the day of the start never counts; counting begins with the next working day, also
/// when the start lies outside working time. A shift belongs to the day on which it begins. Half-days: the half that has
/// begun never counts; counting begins with the next that opens; a day of which leave has left one half counts as one. Working minutes: only time inside spans counts; the
/// guard band is ordinary working time here. A sum ends as early as it can (at 12:00, not at 14:30); a difference starts
/// as late as it can (at 14:30, not at 12:00), so that a reminder falls into an open window.
/// </remarks>
public sealed partial class WorkTimeline
{
    private readonly WorkSpan[][] _sets;
    private readonly WorkSpan[][] _halves;
    private readonly int[] _setOfDay;
    private readonly long[] _ticksBefore;
    private readonly long[] _halvesBefore;
    private readonly int[] _workdays;
    private readonly int[] _workdaysBefore;

    public WorkTimeline(WorkCalendar calendar, WorkSchedule schedule)
        : this(new TerritoryPlan(calendar, schedule))
    {
    }

    public WorkTimeline(WorkPlan plan)
    {
        Plan = plan;
        var count = WorkCalendar.IndexOf(WorkCalendar.LastDay) + 1;
        var sets = new SpanSetNumbers();
        _setOfDay = new int[count];
        _ticksBefore = new long[count + 1];
        _halvesBefore = new long[count + 1];
        _workdaysBefore = new int[count + 1];
        var worked = new List<int>();
        var coveredUntil = TimeSpan.Zero;
        for (var day = 0; day < count; day++)
        {
            // Work that a shift of the day before already covers is not counted twice.
            var date = WorkCalendar.FirstDay.AddDays(day);
            var spans = plan.SpansOf(date);
            if (coveredUntil > TimeSpan.Zero) spans = SpanSet.Without(spans, TimeSpan.Zero, coveredUntil);
            _setOfDay[day] = sets.NumberOf(spans, spans.Count > 0 && plan.IsHalfDay(date));
            if (spans.Count > 0) worked.Add(day);
            _ticksBefore[day + 1] = _ticksBefore[day] + sets.TicksOf(_setOfDay[day]);
            _halvesBefore[day + 1] = _halvesBefore[day] + sets.HalvesOf(_setOfDay[day]);
            _workdaysBefore[day + 1] = worked.Count;
            coveredUntil = spans.Count > 0 ? spans[^1].ClosesAt - TimeSpan.FromDays(1) : coveredUntil - TimeSpan.FromDays(1);
        }
        _sets = sets.Spans;
        _halves = sets.Halves;
        _workdays = [.. worked];
    }

    /// <summary>Where the days and their reasons come from.</summary>
    public WorkPlan Plan { get; }

    public WorkCalendar Calendar => Plan.Calendar;

    public WorkSchedule Schedule => Plan.Schedule;

    /// <summary>Closing of the n-th working day after the local date of <paramref name="from"/>; n is at least 1.</summary>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (day, _) = Split(from);
        var wanted = WorkdayAt(_workdaysBefore[day + 1] + (long)days - 1);
        return At(wanted, Spans(wanted)[^1].ClosesAt.Ticks);
    }

    /// <summary>Opening of the n-th working day before the local date of <paramref name="from"/>; n is at least 1.</summary>
    public DateTimeOffset SubtractWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (day, _) = Split(from);
        var wanted = WorkdayAt(_workdaysBefore[day] - (long)days);
        return At(wanted, Spans(wanted)[0].OpensAt.Ticks);
    }

    /// <summary>Working days after the local date of <paramref name="from"/>, up to and with that of <paramref name="to"/>; negative when they are exchanged.</summary>
    public int WorkingDaysBetween(DateTimeOffset from, DateTimeOffset to) =>
        _workdaysBefore[Split(to).Day + 1] - _workdaysBefore[Split(from).Day + 1];

    /// <summary>The earliest instant with that many working minutes since <paramref name="from"/>; 0 gives <paramref name="from"/>.</summary>
    public DateTimeOffset AddWorkingMinutes(DateTimeOffset from, int minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        if (minutes == 0) return from.ToOffset(Schedule.UtcOffset);
        var wanted = WorkedTicks(from) + (minutes * TimeSpan.TicksPerMinute);
        var day = FirstDayReaching(_ticksBefore, wanted);
        var rest = wanted - _ticksBefore[day];
        foreach (var span in Spans(day))
        {
            if (rest <= span.Length.Ticks) return At(day, span.OpensAt.Ticks + rest);
            rest -= span.Length.Ticks;
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
        var day = FirstDayReaching(_ticksBefore, wanted + 1);
        var rest = wanted - _ticksBefore[day];
        foreach (var span in Spans(day))
        {
            if (rest < span.Length.Ticks) return At(day, span.OpensAt.Ticks + rest);
            rest -= span.Length.Ticks;
        }
        throw OutOfRange();
    }

    /// <summary>Working time from one instant to another; negative when they are exchanged.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to) => new(WorkedTicks(to) - WorkedTicks(from));

    /// <summary><see cref="WorkingTimeBetween"/> in whole minutes, cut towards zero.</summary>
    public long WorkingMinutesBetween(DateTimeOffset from, DateTimeOffset to) =>
        WorkingTimeBetween(from, to).Ticks / TimeSpan.TicksPerMinute;

    /// <summary>The window that contains the instant (start included, end excluded), in the clock times of its day; null outside working time.</summary>
    public WorkWindow? WindowAt(DateTimeOffset instant)
    {
        var (day, time) = Split(instant);
        return Find(day, time) ?? (day > 0 ? Find(day - 1, time + TimeSpan.TicksPerDay) : null);

        WorkWindow? Find(int on, long at)
        {
            foreach (var span in Spans(on))
                if (at >= span.OpensAt.Ticks && at < span.ClosesAt.Ticks) return new WorkWindow(Clock(span.OpensAt), Clock(span.ClosesAt));
            return null;
        }
    }

    /// <summary>The work that begins on a day, what an earlier shift covers left out.</summary>
    internal IReadOnlyList<WorkSpan> SpansOn(DateOnly date) => Spans(WorkCalendar.IndexOf(date));

    /// <summary>The half-days that begin on a day: two, one or none.</summary>
    internal IReadOnlyList<WorkSpan> HalvesOn(DateOnly date) => _halves[_setOfDay[WorkCalendar.IndexOf(date)]];

    internal DateTimeOffset At(DateOnly date, TimeSpan time) => At(WorkCalendar.IndexOf(date), time.Ticks);

    internal DateOnly LocalDate(DateTimeOffset instant) => WorkCalendar.FirstDay.AddDays(Split(instant).Day);

    private static TimeOnly Clock(TimeSpan time) => new(time.Ticks % TimeSpan.TicksPerDay);

    private WorkSpan[] Spans(int day) => _sets[_setOfDay[day]];

    /// <summary>Working ticks from the first day of the calendar to the instant.</summary>
    private long WorkedTicks(DateTimeOffset instant)
    {
        var (day, time) = Split(instant);
        if (day == 0) return Worked(day, time);
        // The spans of the day before may reach into this one.
        return _ticksBefore[day - 1] + Worked(day - 1, time + TimeSpan.TicksPerDay) + Worked(day, time);
    }

    private long Worked(int day, long time)
    {
        var worked = 0L;
        foreach (var span in Spans(day))
            worked += Math.Clamp(time - span.OpensAt.Ticks, 0, span.Length.Ticks);
        return worked;
    }

    /// <summary>The first day by whose end a running sum (of the days before each day) reaches the number given.</summary>
    private static int FirstDayReaching(long[] sums, long wanted)
    {
        if (wanted > sums[^1]) throw OutOfRange();
        int low = 0, high = sums.Length - 2;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sums[middle + 1] >= wanted) high = middle;
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

    private DateTimeOffset At(int day, long time) =>
        new(((long)(WorkCalendar.FirstDay.DayNumber + day) * TimeSpan.TicksPerDay) + time, Schedule.UtcOffset);

    private static ArgumentOutOfRangeException OutOfRange() =>
        new(null, $"The working calendar covers {WorkCalendar.FirstDay:O} to {WorkCalendar.LastDay:O}; this calculation leaves it.");
}
