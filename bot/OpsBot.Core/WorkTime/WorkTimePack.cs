using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Everything a pack says about working time: the papers, the statutory days, the hours.</summary>
public sealed record WorkTimePack(IReadOnlyList<HolidayTable> Tables, FixedHolidays FixedHolidays, WorkSchedule Schedule)
{
    private const string FixedHolidaysFile = "fixed-holidays.json";
    private const string WorkingHoursFile = "working-hours.json";

    /// <summary>
    /// Reads the files of one pack folder, given as file name and text; other files are passed over.
    /// The faults of all files are listed, each with its file name.
    /// </summary>
    public static PackReading<WorkTimePack> Read(IReadOnlyDictionary<string, string> files)
    {
        var faults = new List<string>();
        var tables = files
            .Where(file => IsCalendar(file.Key))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => Take(file.Key, HolidayTableParser.Parse(file.Value), faults))
            .OfType<HolidayTable>()
            .ToList();
        faults.AddRange(FindFaults(tables));
        var fixedHolidays = Require(files, FixedHolidaysFile, FixedHolidays.Parse, faults);
        var schedule = Require(files, WorkingHoursFile, WorkScheduleParser.Parse, faults);
        return faults.Count > 0 || fixedHolidays is null || schedule is null
            ? PackReading<WorkTimePack>.Bad(faults)
            : PackReading<WorkTimePack>.Of(new WorkTimePack(tables, fixedHolidays, schedule));
    }

    /// <summary>This pack with one more paper; faults when it contradicts those that are there.</summary>
    public PackReading<WorkTimePack> With(HolidayTable table)
    {
        List<HolidayTable> tables = [.. Tables, table];
        var faults = FindFaults(tables).ToList();
        return faults.Count > 0 ? PackReading<WorkTimePack>.Bad(faults) : PackReading<WorkTimePack>.Of(this with { Tables = tables });
    }

    /// <summary>The calendar as it was known on a date; with all papers when none is given.</summary>
    public WorkCalendar Calendar(DateOnly? knownOn = null) => WorkCalendar.Create(Tables, FixedHolidays, knownOn);

    /// <summary>The pack's plain timeline: its calendar and its hours.</summary>
    public WorkTimeline Timeline(DateOnly? knownOn = null) => new(Calendar(knownOn), Schedule);

    private static IEnumerable<string> FindFaults(List<HolidayTable> tables) =>
        tables.GroupBy(table => table.Year).SelectMany(year => FindFaults(year.Key, [.. year]));

    /// <summary>What only shows when the papers of one year are laid side by side.</summary>
    private static IEnumerable<string> FindFaults(int year, List<HolidayTable> tables)
    {
        foreach (var twins in tables.GroupBy(table => table.Paper.KnownFrom).Where(group => group.Count() > 1))
            yield return WorkTimeTexts.FaultTwoTables(year, twins.Select(table => table.Paper.Number));
        foreach (var table in tables)
            if (table.Paper.Amends is { } amended
                && !tables.Any(other => other.Paper.Number == amended && other.Paper.KnownFrom < table.Paper.KnownFrom))
                yield return WorkTimeTexts.FaultNothingToAmend(table.Paper.Number, amended);
        if (tables.Count < 2) yield break;
        foreach (var fault in HolidayTable.InForce(tables)?.FindFaults() ?? [])
            yield return WorkTimeTexts.AfterAmendment(year, fault);
    }

    private static bool IsCalendar(string name) =>
        name.StartsWith("calendar-", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal);

    private static T? Require<T>(
        IReadOnlyDictionary<string, string> files, string name, Func<string, PackReading<T>> parse, List<string> faults)
        where T : class
    {
        if (files.TryGetValue(name, out var text)) return Take(name, parse(text), faults);
        faults.Add(WorkTimeTexts.FaultNoFile(name));
        return null;
    }

    private static T? Take<T>(string name, PackReading<T> reading, List<string> faults) where T : class
    {
        faults.AddRange(reading.Faults.Select(fault => WorkTimeTexts.InFile(name, fault)));
        return reading.Value;
    }
}
