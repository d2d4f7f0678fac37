using System.Globalization;

namespace OpsBot.Core.WorkTime;

/// <summary>A statutory rest day that the law fixes without any yearly paper.</summary>
/// <param name="Name">For example 春节.</param>
/// <param name="Kind">Which calendar <paramref name="Month"/> and <paramref name="Day"/> belong to.</param>
/// <param name="Month">Month of the anchor day; 0 for 清明.</param>
/// <param name="Day">Anchor day in its month; 0 for 清明.</param>
/// <param name="StartOffset">Days from the anchor to the first rest day; -1 is the day before.</param>
/// <param name="Days">How many rest days.</param>
public sealed record FixedHoliday(string Name, FixedHolidayKind Kind, int Month, int Day, int StartOffset, int Days)
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The rest days whose anchor lies in the solar year given.</summary>
    public IEnumerable<DateOnly> DaysIn(int year)
    {
        var first = AnchorIn(year).AddDays(StartOffset);
        return Enumerable.Range(0, Days).Select(first.AddDays);
    }

    private DateOnly AnchorIn(int year) => Kind switch
    {
        FixedHolidayKind.Solar => new DateOnly(year, Month, Day),
        FixedHolidayKind.Lunar => LunarDay(year),
        _ => new DateOnly(year, 4, QingmingDay(year)),
    };

    private DateOnly LunarDay(int year)
    {
        // The calendar counts a leap month as a month of its own, so later months move up by one.
        var leap = Lunar.GetLeapMonth(year);
        var month = leap != 0 && Month >= leap ? Month + 1 : Month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, month, Day, 0, 0, 0, 0));
    }

    /// <summary>Day of April of the solar term in the years 2000 to 2099 (mean solar year less leap days).</summary>
    private static int QingmingDay(int year)
    {
        var yearOfCentury = year % 100;
        return (int)((yearOfCentury * 0.2422m) + 4.81m) - (yearOfCentury / 4);
    }
}
