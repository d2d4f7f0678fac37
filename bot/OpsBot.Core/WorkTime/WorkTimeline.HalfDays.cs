namespace OpsBot.Core.WorkTime;

/// <summary>Counting in half-days.</summary>
public sealed partial class WorkTimeline
{
    /// <summary>Closing of the n-th half-day that opens after <paramref name="from"/>; n is at least 1.</summary>
    public DateTimeOffset AddHalfDays(DateTimeOffset from, int halfDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfDays, 1);
        return Half(HalvesOpened(from) + halfDays - 1).Closes;
    }

    /// <summary>Opening of the n-th half-day that closes before <paramref name="from"/>, counted backwards; n is at least 1.</summary>
    public DateTimeOffset SubtractHalfDays(DateTimeOffset from, int halfDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfDays, 1);
        return Half(HalvesClosed(from, orAt: false) - halfDays).Opens;
    }

    /// <summary>Half-days that open after the one instant and close by the other; negative when they are exchanged.</summary>
    public int HalfDaysBetween(DateTimeOffset from, DateTimeOffset to) =>
        from <= to
            ? (int)Math.Max(0, HalvesClosed(to, orAt: true) - HalvesOpened(from))
            : -HalfDaysBetween(to, from);

    /// <summary>The half-day of that rank, counted from the first of the calendar, which has the rank 0.</summary>
    private (DateTimeOffset Opens, DateTimeOffset Closes) Half(long rank)
    {
        if (rank < 0) throw OutOfRange();
        var day = FirstDayReaching(_halvesBefore, rank + 1);
        var half = Halves(day)[rank - _halvesBefore[day]];
        return (At(day, half.OpensAt.Ticks), At(day, half.ClosesAt.Ticks));
    }

    private WorkSpan[] Halves(int day) => _halves[_setOfDay[day]];

    /// <summary>How many half-days have opened at or before an instant.</summary>
    private long HalvesOpened(DateTimeOffset instant) => HalvesPassed(instant, (half, time) => half.OpensAt.Ticks <= time);

    private long HalvesClosed(DateTimeOffset instant, bool orAt) =>
        HalvesPassed(instant, (half, time) => half.ClosesAt.Ticks < time || (orAt && half.ClosesAt.Ticks == time));

    private long HalvesPassed(DateTimeOffset instant, Func<WorkSpan, long, bool> passed)
    {
        var (day, time) = Split(instant);
        // All half-days but those of this day and the one before are over or have not begun.
        var before = Math.Max(0, day - 1);
        var count = _halvesBefore[before];
        for (var on = before; on <= day; on++)
        {
            var at = time + ((day - on) * TimeSpan.TicksPerDay);
            foreach (var half in Halves(on))
                if (passed(half, at)) count++;
        }
        return count;
    }
}
