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

    /// <summary>The half-day of that rank; the two of the first working day have the ranks 0 and 1.</summary>
    private (DateTimeOffset Opens, DateTimeOffset Closes) Half(long rank)
    {
        if (rank < 0) throw OutOfRange();
        var day = WorkdayAt(rank / 2);
        var (first, second) = HalfDays.Of(Spans(day));
        var half = rank % 2 == 0 ? first : second;
        return (At(day, half.OpensAt.Ticks), At(day, half.ClosesAt.Ticks));
    }

    /// <summary>How many half-days have opened at or before an instant.</summary>
    private long HalvesOpened(DateTimeOffset instant) => HalvesPassed(instant, (half, time) => half.OpensAt.Ticks <= time);

    private long HalvesClosed(DateTimeOffset instant, bool orAt) =>
        HalvesPassed(instant, (half, time) => half.ClosesAt.Ticks < time || (orAt && half.ClosesAt.Ticks == time));

    private long HalvesPassed(DateTimeOffset instant, Func<WorkSpan, long, bool> passed)
    {
        var (day, time) = Split(instant);
        // All half-days but those of this day and the one before are over or have not begun.
        var before = Math.Max(0, day - 1);
        var count = 2L * _workdaysBefore[before];
        for (var on = before; on <= day; on++)
        {
            if (Spans(on).Length == 0) continue;
            var at = time + ((day - on) * TimeSpan.TicksPerDay);
            var (first, second) = HalfDays.Of(Spans(on));
            if (passed(first, at)) count++;
            if (passed(second, at)) count++;
        }
        return count;
    }
}
