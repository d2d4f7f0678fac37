namespace OpsBot.Core.WorkTime;

/// <summary>
/// Which days are worked, from the papers known at one date. Immutable. A year without a paper is provisional:
/// the weekday rule and the statutory days, flagged in every answer.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>First day the calendar can speak of, included.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Last day the calendar can speak of, included.</summary>
    public static readonly DateOnly LastDay = new(2099, 12, 31);

    private readonly bool[] _workdays = new bool[LastDay.DayNumber - FirstDay.DayNumber + 1];
    private readonly Dictionary<DateOnly, Mark> _marks = [];
    private readonly Dictionary<int, HolidayTable> _tables;
    private readonly MonthDay _nextPaperReachesBackTo;

    private WorkCalendar(Dictionary<int, HolidayTable> tables, FixedHolidays fixedHolidays)
    {
        _tables = tables;
        _nextPaperReachesBackTo = fixedHolidays.NextPaperReachesBackTo;
        for (var index = 0; index < _workdays.Length; index++)
            _workdays[index] = !IsWeekend(FirstDay.AddDays(index));
        for (var year = FirstDay.Year; year <= LastDay.Year; year++)
            MarkFixedHolidays(year, fixedHolidays);
        // In the order of years, because a paper may also rule the last days of the year before.
        foreach (var table in tables.Values.OrderBy(table => table.Year))
            MarkTable(table);
    }

    /// <summary>
    /// Builds the calendar as it was known on a date: for each year its paper and the amendments known by then.
    /// Without a date, all papers count.
    /// </summary>
    public static WorkCalendar Create(IEnumerable<HolidayTable> tables, FixedHolidays fixedHolidays, DateOnly? knownOn = null) =>
        new(
            tables
                .Where(table => knownOn is null || table.Paper.KnownFrom <= knownOn)
                .GroupBy(table => table.Year)
                .Select(HolidayTable.InForce)
                .OfType<HolidayTable>()
                .ToDictionary(table => table.Year),
            fixedHolidays);

    public bool IsWorkday(DateOnly date) => _workdays[IndexOf(date)];

    /// <summary>The latest paper that rules a year; null when it is missing, so that the year is provisional.</summary>
    public HolidayPaper? PaperOf(int year) => _tables.TryGetValue(year, out var table) ? table.Paper : null;

    public DayStatus StatusOf(DateOnly date)
    {
        var isWorkday = IsWorkday(date);
        if (_marks.TryGetValue(date, out var mark))
            return new DayStatus(
                date, isWorkday ? DayKind.MakeUpWorkday : DayKind.Holiday, mark.Name, mark.PaperNumber,
                mark.PaperNumber is null ? date.Year : null);
        return new DayStatus(date, isWorkday ? DayKind.Weekday : DayKind.Weekend, null, null, MissingPaperYear(date));
    }

    internal static int IndexOf(DateOnly date)
    {
        if (date < FirstDay || date > LastDay)
            throw new ArgumentOutOfRangeException(nameof(date), date, $"The calendar covers {FirstDay:O} to {LastDay:O}.");
        return date.DayNumber - FirstDay.DayNumber;
    }

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private int? MissingPaperYear(DateOnly date)
    {
        if (!_tables.ContainsKey(date.Year)) return date.Year;
        var nextMayRule = MonthDay.Of(date).CompareTo(_nextPaperReachesBackTo) >= 0;
        return nextMayRule && !_tables.ContainsKey(date.Year + 1) ? date.Year + 1 : null;
    }

    private void MarkFixedHolidays(int year, FixedHolidays fixedHolidays)
    {
        if (_tables.ContainsKey(year)) return;
        foreach (var holiday in fixedHolidays.Holidays)
            foreach (var day in holiday.DaysIn(year))
                SetDay(day, isWorkday: false, new Mark(holiday.Name, null));
    }

    private void MarkTable(HolidayTable table)
    {
        foreach (var holiday in table.Holidays)
        {
            var mark = new Mark(holiday.Name, holiday.PaperNumber);
            for (var day = holiday.FirstDay; day <= holiday.LastDay; day = day.AddDays(1))
                SetDay(day, isWorkday: false, mark);
            foreach (var day in holiday.MakeUpWorkdays)
                SetDay(day, isWorkday: true, mark with { PaperNumber = holiday.PaperOf(day) });
        }
    }

    private void SetDay(DateOnly day, bool isWorkday, Mark mark)
    {
        if (day < FirstDay || day > LastDay) return;
        _workdays[day.DayNumber - FirstDay.DayNumber] = isWorkday;
        _marks[day] = mark;
    }

    private sealed record Mark(string Name, string? PaperNumber);
}
