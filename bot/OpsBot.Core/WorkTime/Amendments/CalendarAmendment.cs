using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>A paper that fits the calendar in force, and what it would change.</summary>
/// <param name="Table">The paper's table.</param>
/// <param name="Pack">The pack with it.</param>
/// <param name="Changes">The days that change between work and rest, in order.</param>
/// <param name="SettlesYear">The year was provisional until now.</param>
public sealed record CalendarAmendment(HolidayTable Table, WorkTimePack Pack, IReadOnlyList<CalendarDayChange> Changes, bool SettlesYear)
{
    /// <summary>
    /// Reads a table in the form of <c>calendar-*.json</c> and lays it over the papers in force. Faults when it cannot be
    /// read, contradicts another paper, is known already, is not yet public or changes nothing.
    /// </summary>
    /// <param name="json">The table.</param>
    /// <param name="edition">The calendar in force.</param>
    /// <param name="today">The bot's local date.</param>
    public static PackReading<CalendarAmendment> Read(string json, HoursEdition edition, DateOnly today)
    {
        var read = HolidayTableParser.Parse(json);
        if (read.Value is not { } table)
            return PackReading<CalendarAmendment>.Bad(read.Faults);
        if (edition.Pack.Tables.Any(known => known.Paper.Number == table.Paper.Number))
            return PackReading<CalendarAmendment>.Bad([CalendarTexts.FaultKnownPaper(table.Paper.Number)]);
        if (table.Paper.KnownFrom > today)
            return PackReading<CalendarAmendment>.Bad([CalendarTexts.FaultNotYetPublic(table.Paper.KnownFrom, today)]);
        if (edition.Number >= CalendarPapers.MostPapers)
            return PackReading<CalendarAmendment>.Bad([CalendarTexts.FaultTooManyPapers(CalendarPapers.MostPapers)]);
        var fitted = edition.Pack.With(table);
        if (fitted.Value is not { } pack)
            return PackReading<CalendarAmendment>.Bad(fitted.Faults);
        var (before, after) = (edition.Pack.Calendar(), pack.Calendar());
        var changes = Changed(before, after, table.Year);
        var settles = before.PaperOf(table.Year) is null && after.PaperOf(table.Year) is not null;
        return changes.Count == 0 && after.PaperOf(table.Year)?.Number != table.Paper.Number
            ? PackReading<CalendarAmendment>.Bad([CalendarTexts.FaultNoEffect(table.Paper.Number, after.PaperOf(table.Year)?.Number)])
            : PackReading<CalendarAmendment>.Of(new CalendarAmendment(table, pack, changes, settles));
    }

    private static List<CalendarDayChange> Changed(WorkCalendar before, WorkCalendar after, int year)
    {
        var changes = new List<CalendarDayChange>();
        // A year's paper also rules the end of the December before it.
        for (var day = new DateOnly(year - 1, 12, 1); day.Year <= year && day < WorkCalendar.LastDay; day = day.AddDays(1))
            if (day >= WorkCalendar.FirstDay && before.IsWorkday(day) != after.IsWorkday(day))
                changes.Add(new CalendarDayChange(before.StatusOf(day), after.StatusOf(day)));
        return changes;
    }
}
