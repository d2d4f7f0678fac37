using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// The question of the delivery gate: may work be sent to people on this plan at this instant? Stretches of work include
/// their start and exclude the guard band before their end. Spans that touch are one stretch, also over midnight.
/// </summary>
public sealed class QuietHours
{
    private readonly long _guard;
    private readonly TimeSpan _offset;
    private readonly PerDay<WorkSpan[]> _days;
    private readonly PerDay<OpeningSpan[]> _openings;
    private readonly Lazy<WorkTimeline> _timeline;

    public QuietHours(WorkTimeline timeline)
        : this(timeline.Plan, new Lazy<WorkTimeline>(timeline))
    {
    }

    /// <summary>For one unit or person. Cheap: <see cref="Timeline"/> is worked out only when it is asked for.</summary>
    public QuietHours(WorkPlan plan)
        : this(plan, new Lazy<WorkTimeline>(() => new WorkTimeline((plan as NarrowedPlan)?.Below ?? plan)))
    {
    }

    private QuietHours(WorkPlan plan, Lazy<WorkTimeline> timeline)
    {
        Plan = plan;
        _guard = plan.Schedule.Guard.Ticks;
        _offset = plan.Schedule.UtcOffset;
        _days = new PerDay<WorkSpan[]>(SpansOf);
        _openings = new PerDay<OpeningSpan[]>(OpeningsOf);
        _timeline = timeline;
    }

    public WorkPlan Plan { get; }

    /// <summary>Working-time arithmetic on the same plan. Quiet time a person set holds messages but moves no deadline.</summary>
    public WorkTimeline Timeline => _timeline.Value;

    public bool IsOpen(DateTimeOffset now)
    {
        var at = LocalTicks(now);
        foreach (var opening in _openings.On(DateOf(at).DayNumber))
            if (at < opening.LastSend) return opening.Opens <= at;
        return false;
    }

    /// <summary>The earliest instant at which <see cref="IsOpen"/> holds, not before <paramref name="now"/>; <paramref name="now"/> itself when open.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset now)
    {
        var at = LocalTicks(now);
        foreach (var opening in _openings.On(DateOf(at).DayNumber))
            if (at < opening.LastSend) return Local(Math.Max(at, opening.Opens));
        throw NeverOpens(now);
    }

    /// <summary>Start of the stretch that contains <paramref name="now"/>; null outside working time.</summary>
    public DateTimeOffset? CurrentOpening(DateTimeOffset now) =>
        StretchAt(LocalTicks(now)) is { } stretch ? Local(stretch.Opens) : null;

    /// <summary>End (excluded) of the stretch that contains <paramref name="now"/>, guard band included; null outside working time.</summary>
    public DateTimeOffset? CurrentClosing(DateTimeOffset now) =>
        StretchAt(LocalTicks(now)) is { } stretch ? Local(stretch.Closes) : null;

    /// <summary>The next instant, after <paramref name="now"/>, from which nothing new may be sent: the guard band before a stretch's end.</summary>
    public DateTimeOffset NextClosing(DateTimeOffset now)
    {
        var opening = NextOpening(now);
        return CurrentClosing(opening)!.Value.AddTicks(-_guard);
    }

    /// <summary>The year whose paper is missing and may still change a day of the span given; null when all of it is settled.</summary>
    public int? MissingPaperYear(DateTimeOffset from, DateTimeOffset to)
    {
        var last = DateOf(LocalTicks(to));
        for (var day = DateOf(LocalTicks(from)); day <= last; day = day.AddDays(1))
            if (Plan.StatusOf(day).MissingPaperYear is { } year)
                return year;
        return null;
    }

    public QuietExplanation Explain(DateTimeOffset now) => QuietExplainer.Explain(this, now);

    /// <summary>The local date of an instant.</summary>
    public DateOnly LocalDate(DateTimeOffset now) => DateOf(LocalTicks(now));

    /// <summary>The local date on whose account an instant is worked: that of the stretch it lies in, else its own.</summary>
    internal DateOnly DayOf(DateTimeOffset now)
    {
        var at = LocalTicks(now);
        var date = DateOf(at);
        if (date == WorkCalendar.FirstDay) return date;
        var before = date.AddDays(-1);
        var start = before.DayNumber * TimeSpan.TicksPerDay;
        foreach (var span in _days.On(before.DayNumber))
            if (at >= start + span.OpensAt.Ticks && at < start + span.ClosesAt.Ticks) return before;
        return date;
    }

    private static DateOnly DateOf(long localTicks)
    {
        var day = DateOnly.FromDayNumber((int)(localTicks / TimeSpan.TicksPerDay));
        return day >= WorkCalendar.FirstDay && day <= WorkCalendar.LastDay
            ? day
            : throw new ArgumentOutOfRangeException(nameof(localTicks), day, $"The working calendar covers {WorkCalendar.FirstDay:O} to {WorkCalendar.LastDay:O}.");
    }

    private static ArgumentOutOfRangeException NeverOpens(DateTimeOffset now) =>
        new(nameof(now), now, $"There is no working time between this instant and {WorkCalendar.LastDay:O}.");

    private long LocalTicks(DateTimeOffset now) => now.UtcTicks + _offset.Ticks;

    private DateTimeOffset Local(long ticks) => new(ticks, _offset);

    private WorkSpan[] SpansOf(int dayNumber)
    {
        var spans = Plan.SpansOf(DateOnly.FromDayNumber(dayNumber));
        return spans as WorkSpan[] ?? [.. spans];
    }

    /// <summary>All that can be the next opening for some instant of a day: up to the first that lies on a later day.</summary>
    private OpeningSpan[] OpeningsOf(int dayNumber)
    {
        var (at, tomorrow) = (dayNumber * TimeSpan.TicksPerDay, (dayNumber + 1) * TimeSpan.TicksPerDay);
        var openings = new List<OpeningSpan>();
        while (at < tomorrow && FindStretch(at, _guard, latestStart: long.MaxValue) is { } stretch)
        {
            at = stretch.Closes - _guard;
            openings.Add(new OpeningSpan(stretch.Opens, at));
        }
        return [.. openings];
    }

    /// <summary>The whole stretch that contains an instant; cut after a month, should somebody never rest.</summary>
    private (long Opens, long Closes)? StretchAt(long at)
    {
        if (FindStretch(at, 0, latestStart: at) is not { } stretch || stretch.Opens > at) return null;
        var last = DateOf(at).DayNumber + 31;
        for (var day = DateOf(at).DayNumber; day <= last && day <= WorkCalendar.LastDay.DayNumber; day++)
        {
            foreach (var span in _days.On(day))
            {
                var opens = (day * TimeSpan.TicksPerDay) + span.OpensAt.Ticks;
                if (opens > stretch.Closes) return stretch;
                stretch.Closes = Math.Max(stretch.Closes, (day * TimeSpan.TicksPerDay) + span.ClosesAt.Ticks);
            }
        }
        return stretch;
    }

    /// <summary>
    /// The first stretch that stays open for longer than the guard after the later of <paramref name="at"/> and its own
    /// start; null when none starts by <paramref name="latestStart"/>. Its end may lie later than the one given back.
    /// </summary>
    private (long Opens, long Closes)? FindStretch(long at, long guard, long latestStart)
    {
        var today = DateOf(at).DayNumber;
        (long Opens, long Closes) stretch = (long.MinValue, long.MinValue);
        // A shift of the day before may still last.
        for (var day = Math.Max(today - 1, WorkCalendar.FirstDay.DayNumber); day <= WorkCalendar.LastDay.DayNumber; day++)
        {
            var midnight = day * TimeSpan.TicksPerDay;
            foreach (var span in _days.On(day))
            {
                var (opens, closes) = (midnight + span.OpensAt.Ticks, midnight + span.ClosesAt.Ticks);
                if (opens > stretch.Closes) stretch = (opens, closes);
                else stretch.Closes = Math.Max(stretch.Closes, closes);
                if (stretch.Opens > latestStart) return null;
                if (stretch.Closes - guard > Math.Max(at, stretch.Opens)) return stretch;
            }
            // What starts on a later day can only prolong a stretch by touching it.
            if (day > today && midnight > latestStart) return null;
        }
        return null;
    }
}
