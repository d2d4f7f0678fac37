using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// The rest days and make-up workdays of one year as one paper set them. The table of an amendment holds only the
/// holidays it sets anew; each takes the place of the holiday of the same name.
/// </summary>
public sealed class HolidayTable
{
    /// <summary>No holiday of any year came near this length; a longer one is a slip of the pen.</summary>
    private const int LongestHolidayInDays = 31;

    internal HolidayTable(int year, HolidayPaper paper, string checkedAgainst, IReadOnlyList<Holiday> holidays)
    {
        Year = year;
        Paper = paper;
        CheckedAgainst = checkedAgainst;
        Holidays = holidays;
    }

    public int Year { get; }

    public HolidayPaper Paper { get; }

    /// <summary>The second, independent source the dates were compared with.</summary>
    public string CheckedAgainst { get; }

    public IReadOnlyList<Holiday> Holidays { get; }

    /// <summary>
    /// The table in force after the papers of one year, given in any order; null when the first of them is missing.
    /// </summary>
    internal static HolidayTable? InForce(IEnumerable<HolidayTable> papersOfYear)
    {
        HolidayTable? inForce = null;
        foreach (var table in papersOfYear.OrderBy(table => (table.Paper.KnownFrom, table.Paper.IssuedOn)))
            inForce = table.Paper.Amends is null ? table : inForce?.AmendedBy(table);
        return inForce;
    }

    internal List<string> FindFaults()
    {
        var faults = new List<string>();
        if (Paper.KnownFrom < Paper.IssuedOn)
            faults.Add(WorkTimeTexts.FaultKnownBeforeIssued(Paper.IssuedOn, Paper.KnownFrom));
        var restDays = new Dictionary<DateOnly, string>();
        foreach (var holiday in Holidays)
            CheckRange(holiday, restDays, faults);
        var madeUp = new HashSet<DateOnly>();
        foreach (var holiday in Holidays)
            foreach (var day in holiday.MakeUpWorkdays)
                CheckMakeUp(holiday, day, restDays, madeUp, faults);
        return faults;
    }

    private HolidayTable AmendedBy(HolidayTable amendment)
    {
        var kept = Holidays.Where(holiday => amendment.Holidays.All(other => other.Name != holiday.Name));
        var amended = amendment.Holidays.Select(holiday => holiday with { Before = Holidays.FirstOrDefault(before => before.Name == holiday.Name) });
        return new HolidayTable(Year, amendment.Paper, amendment.CheckedAgainst, [.. kept, .. amended]);
    }

    private void CheckRange(Holiday holiday, Dictionary<DateOnly, string> restDays, List<string> faults)
    {
        if (holiday.LastDay < holiday.FirstDay)
        {
            faults.Add(WorkTimeTexts.FaultEndsBeforeStart(holiday.Name, holiday.FirstDay, holiday.LastDay));
            return;
        }
        if (holiday.LastDay.DayNumber - holiday.FirstDay.DayNumber >= LongestHolidayInDays)
        {
            faults.Add(WorkTimeTexts.FaultTooLong(holiday.Name, LongestHolidayInDays));
            return;
        }
        for (var day = holiday.FirstDay; day <= holiday.LastDay; day = day.AddDays(1))
        {
            if (!Governs(day)) faults.Add(WorkTimeTexts.FaultWrongYear(holiday.Name, day, Year));
            if (!restDays.TryAdd(day, holiday.Name)) faults.Add(WorkTimeTexts.FaultOverlap(day, restDays[day], holiday.Name));
        }
    }

    private void CheckMakeUp(
        Holiday holiday, DateOnly day, Dictionary<DateOnly, string> restDays, HashSet<DateOnly> madeUp, List<string> faults)
    {
        if (!Governs(day)) faults.Add(WorkTimeTexts.FaultWrongYear(holiday.Name, day, Year));
        if (restDays.TryGetValue(day, out var name)) faults.Add(WorkTimeTexts.FaultMakeUpInHoliday(day, name));
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) faults.Add(WorkTimeTexts.FaultMakeUpOnWeekday(day));
        if (!madeUp.Add(day)) faults.Add(WorkTimeTexts.FaultMakeUpTwice(day));
    }

    /// <summary>A year's paper also rules the end of the December before it (the days around 元旦).</summary>
    private bool Governs(DateOnly day) => day.Year == Year || (day.Year == Year - 1 && day.Month == 12);
}
