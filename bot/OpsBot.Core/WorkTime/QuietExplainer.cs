using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Puts the gate's answer into words.</summary>
internal static class QuietExplainer
{
    public static QuietExplanation Explain(QuietHours hours, DateTimeOffset now)
    {
        var plan = hours.Plan;
        var local = now.ToOffset(plan.Schedule.UtcOffset);
        var date = hours.DayOf(now);
        var day = plan.StatusOf(date);
        var closing = hours.CurrentClosing(now);
        var next = hours.NextOpening(now);
        var nextDay = plan.StatusOf(hours.DayOf(next));
        var spans = plan.SpansOf(date);
        var state = StateAt(hours, now, day, closing, spans, local - Midnight(date, local));

        var steps = new List<string> { WorkTimeTexts.Day(day) };
        if (plan.NoteOn(date) is { } note) steps.Add(note);
        if (Describe(state, plan, local, closing, spans) is { } described) steps.Add(described);
        if (state != QuietState.Open) steps.Add(WorkTimeTexts.NextWindow(local, next));
        var missingYear = day.MissingPaperYear ?? nextDay.MissingPaperYear;
        if (missingYear is { } year) steps.Add(WorkTimeTexts.Provisional(year));
        return new QuietExplanation(local, state, day, next, closing, missingYear is not null, steps);
    }

    private static DateTimeOffset Midnight(DateOnly date, DateTimeOffset local) => new(date.ToDateTime(TimeOnly.MinValue), local.Offset);

    private static QuietState StateAt(
        QuietHours hours, DateTimeOffset now, DayStatus day, DateTimeOffset? closing, IReadOnlyList<WorkSpan> spans, TimeSpan time)
    {
        if (closing is not null && hours.IsOpen(now)) return QuietState.Open;
        if (hours.Plan is NarrowedPlan narrowed && new QuietHours(narrowed.Below).IsOpen(now)) return QuietState.PersonalQuiet;
        if (closing is not null) return QuietState.ClosingSoon;
        if (!day.IsWorkday) return QuietState.RestDay;
        // A working day whose whole work is taken away by quiet time is over before it began.
        if (spans.Count == 0) return QuietState.AfterClosing;
        if (time < spans[0].OpensAt) return QuietState.BeforeOpening;
        return time >= spans[^1].ClosesAt ? QuietState.AfterClosing : QuietState.Break;
    }

    private static string? Describe(QuietState state, WorkPlan plan, DateTimeOffset local, DateTimeOffset? closing, IReadOnlyList<WorkSpan> spans) =>
        state switch
        {
            QuietState.Open => WorkTimeTexts.OpenUntil(local, closing!.Value),
            QuietState.BeforeOpening => WorkTimeTexts.BeforeOpening(spans[0].OpensAt),
            QuietState.Break => WorkTimeTexts.Break(local),
            QuietState.ClosingSoon => WorkTimeTexts.ClosingSoon(closing!.Value, plan.Schedule.Guard),
            QuietState.AfterClosing when spans.Count > 0 => WorkTimeTexts.AfterClosing(spans[^1].ClosesAt),
            QuietState.AfterClosing => WorkTimeTexts.NoWindowToday,
            QuietState.PersonalQuiet => WorkTimeTexts.PersonalQuiet,
            _ => null,
        };
}
