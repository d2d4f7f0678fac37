using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// The question of the delivery gate: may work be sent to people on this timeline at this instant?
/// Windows include their start and exclude the guard band before their end.
/// </summary>
public sealed class QuietHours(WorkTimeline timeline)
{
    private readonly long _guardTicks = timeline.Schedule.Guard.Ticks;

    public WorkTimeline Timeline { get; } = timeline;

    public bool IsOpen(DateTimeOffset now) =>
        Timeline.WindowAt(now) is { } window && LocalTime(now).Ticks < window.ClosesAt.Ticks - _guardTicks;

    /// <summary>The earliest instant at which <see cref="IsOpen"/> holds, not before <paramref name="now"/>; <paramref name="now"/> itself when open.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset now) => Timeline.NextOpen(now, _guardTicks);

    /// <summary>Start of the window that contains <paramref name="now"/>; null outside windows.</summary>
    public DateTimeOffset? CurrentOpening(DateTimeOffset now) =>
        Timeline.WindowAt(now) is { } window ? Timeline.At(Timeline.LocalDate(now), window.OpensAt) : null;

    /// <summary>End (excluded) of the window that contains <paramref name="now"/>, guard band included; null outside windows.</summary>
    public DateTimeOffset? CurrentClosing(DateTimeOffset now) =>
        Timeline.WindowAt(now) is { } window ? Timeline.At(Timeline.LocalDate(now), window.ClosesAt) : null;

    public QuietExplanation Explain(DateTimeOffset now)
    {
        var local = now.ToOffset(Timeline.Schedule.UtcOffset);
        var day = Timeline.Calendar.StatusOf(Timeline.LocalDate(now));
        var state = StateAt(now, day);
        var next = NextOpening(now);
        var nextDay = Timeline.Calendar.StatusOf(Timeline.LocalDate(next));
        var closing = CurrentClosing(now);

        var steps = new List<string> { WorkTimeTexts.Day(day) };
        if (Describe(state, now, closing) is { } described) steps.Add(described);
        if (state != QuietState.Open) steps.Add(WorkTimeTexts.NextWindow(local, next));
        var missingYear = day.MissingPaperYear ?? nextDay.MissingPaperYear;
        if (missingYear is { } year) steps.Add(WorkTimeTexts.Provisional(year));
        return new QuietExplanation(local, state, day, next, closing, missingYear is not null, steps);
    }

    private QuietState StateAt(DateTimeOffset now, DayStatus day)
    {
        if (!day.IsWorkday) return QuietState.RestDay;
        if (Timeline.WindowAt(now) is not null) return IsOpen(now) ? QuietState.Open : QuietState.ClosingSoon;
        var windows = Timeline.Schedule.WindowsOn(day.On);
        var time = LocalTime(now);
        if (time < windows[0].OpensAt) return QuietState.BeforeOpening;
        return time >= windows[^1].ClosesAt ? QuietState.AfterClosing : QuietState.Break;
    }

    private string? Describe(QuietState state, DateTimeOffset now, DateTimeOffset? closing)
    {
        var windows = Timeline.Schedule.WindowsOn(Timeline.LocalDate(now));
        return state switch
        {
            QuietState.Open => WorkTimeTexts.OpenUntil(closing!.Value),
            QuietState.BeforeOpening => WorkTimeTexts.BeforeOpening(windows[0].OpensAt),
            QuietState.Break => WorkTimeTexts.Break,
            QuietState.ClosingSoon => WorkTimeTexts.ClosingSoon(closing!.Value, Timeline.Schedule.Guard),
            QuietState.AfterClosing => WorkTimeTexts.AfterClosing(windows[^1].ClosesAt),
            _ => null,
        };
    }

    private TimeOnly LocalTime(DateTimeOffset now) => TimeOnly.FromDateTime(now.ToOffset(Timeline.Schedule.UtcOffset).DateTime);
}
