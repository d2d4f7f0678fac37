using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Local holidays and extra work of one unit or person. Where both name a day, the extra work stands.</summary>
public sealed class ExceptionPlan(WorkPlan below, IReadOnlyList<LocalHoliday> holidays, IReadOnlyList<ExtraWork> extraWork) : LayeredPlan(below)
{
    /// <inheritdoc/>
    public override DayStatus StatusOf(DateOnly date)
    {
        var below = Below.StatusOf(date);
        var holiday = HolidayOn(date);
        if (ExtraOn(date) is { } extra && (holiday is not null || !below.IsWorkday))
            return below with { Kind = DayKind.ExtraWorkday, HolidayName = extra.Name, PaperNumber = extra.Basis, MissingPaperYear = null };
        // A weekend inside a local holiday is still that holiday; a day the State Council gave keeps its name.
        return holiday is null || below.Kind == DayKind.Holiday
            ? below
            : below with { Kind = DayKind.LocalHoliday, HolidayName = holiday.Name, PaperNumber = holiday.Basis, MissingPaperYear = null };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WorkSpan> SpansOf(DateOnly date)
    {
        var spans = HolidayOn(date) is null ? Below.SpansOf(date) : [];
        foreach (var extra in extraWork)
            if (extra.Contains(date)) spans = SpanSet.Union(spans, extra.Spans.Count > 0 ? extra.Spans : Schedule.SpansOn(date));
        return spans;
    }

    /// <inheritdoc/>
    public override string? NoteOn(DateOnly date) =>
        ExtraOn(date) is { } extra && StatusOf(date).Kind != DayKind.ExtraWorkday ? WorkTimeTexts.ExtraNote(extra) : Below.NoteOn(date);

    private LocalHoliday? HolidayOn(DateOnly date)
    {
        foreach (var holiday in holidays)
            if (holiday.Contains(date)) return holiday;
        return null;
    }

    private ExtraWork? ExtraOn(DateOnly date)
    {
        foreach (var extra in extraWork)
            if (extra.Contains(date)) return extra;
        return null;
    }
}
