using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkTimeData.Timeline.Calendar;

    [Fact]
    public void IsWorkday_EveryDayOf2019To2026_AgreesWithPublishedList()
    {
        Assert.Equal(2922, WorkTimeData.PublishedDays.Count);
        var wrong = WorkTimeData.PublishedDays.Where(day => Calendar.IsWorkday(day.Key) != day.Value).Select(day => day.Key);

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void IsWorkday_WholeYear_GivesNumberOfWorkdays(int year, int expected)
    {
        var days = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays);

        Assert.Equal(expected, days.Count(Calendar.IsWorkday));
    }

    [Theory]
    [InlineData("2026-11-20", DayKind.Weekday, null, null)]
    [InlineData("2026-11-22", DayKind.Weekend, null, null)]
    [InlineData("2026-02-17", DayKind.Holiday, "春节", "国办发明电〔2025〕7号")]
    [InlineData("2026-02-14", DayKind.MakeUpWorkday, "春节", "国办发明电〔2025〕7号")]
    [InlineData("2025-10-06", DayKind.Holiday, "国庆节、中秋节", "国办发明电〔2024〕12号")]
    [InlineData("2025-04-27", DayKind.MakeUpWorkday, "劳动节", "国办发明电〔2024〕12号")]
    [InlineData("2018-12-29", DayKind.MakeUpWorkday, "元旦", "国办发明电〔2018〕15号")]
    [InlineData("2019-02-05", DayKind.Holiday, "春节", "国办发明电〔2018〕15号")]
    [InlineData("2019-05-02", DayKind.Holiday, "劳动节", "国办发明电〔2019〕3号")]
    [InlineData("2019-05-05", DayKind.MakeUpWorkday, "劳动节", "国办发明电〔2019〕3号")]
    [InlineData("2020-02-01", DayKind.Holiday, "春节", "国办发明电〔2020〕1号")]
    // The amendment of 26 January 2020 says nothing of 19 January; the paper that set it is cited.
    [InlineData("2020-01-19", DayKind.MakeUpWorkday, "春节", "国办发明电〔2019〕16号")]
    [InlineData("2020-10-02", DayKind.Holiday, "国庆节、中秋节", "国办发明电〔2019〕16号")]
    [InlineData("2022-12-31", DayKind.Holiday, "元旦", "国办发明电〔2022〕16号")]
    public void StatusOf_SettledDay_GivesReasonAndPaper(string day, DayKind kind, string? holiday, string? paper)
    {
        var on = DateOnly.Parse(day);

        Assert.Equal(new DayStatus(on, kind, holiday, paper, null), Calendar.StatusOf(on));
    }

    [Theory]
    [InlineData("2027-01-01", false, "元旦")]
    [InlineData("2027-02-05", false, "春节")]
    [InlineData("2027-02-08", false, "春节")]
    [InlineData("2027-02-09", true, null)]
    [InlineData("2027-04-05", false, "清明节")]
    [InlineData("2027-05-02", false, "劳动节")]
    [InlineData("2027-06-09", false, "端午节")]
    [InlineData("2027-09-15", false, "中秋节")]
    [InlineData("2027-10-03", false, "国庆节")]
    [InlineData("2027-10-04", true, null)]
    [InlineData("2027-11-06", false, null)]
    public void StatusOf_YearWithoutPaper_IsProvisional(string day, bool isWorkday, string? holiday)
    {
        var status = Calendar.StatusOf(DateOnly.Parse(day));

        Assert.True(status.IsProvisional);
        Assert.Equal(2027, status.MissingPaperYear);
        Assert.Equal(isWorkday, status.IsWorkday);
        Assert.Equal(holiday, status.HolidayName);
        Assert.Null(status.PaperNumber);
    }

    [Theory]
    [InlineData("2026-12-27", null)]
    [InlineData("2026-12-28", 2027)]
    [InlineData("2026-12-31", 2027)]
    [InlineData("2025-12-31", null)]
    public void StatusOf_EndOfDecember_WaitsForNextYearsPaper(string day, int? missingYear) =>
        Assert.Equal(missingYear, Calendar.StatusOf(DateOnly.Parse(day)).MissingPaperYear);

    [Theory]
    [InlineData("2020-01-26", "2020-01-31", true)]
    [InlineData("2020-01-26", "2020-02-01", true)]
    [InlineData("2020-01-27", "2020-01-31", false)]
    [InlineData("2020-01-27", "2020-02-01", false)]
    [InlineData("2019-03-21", "2019-05-02", true)]
    [InlineData("2019-03-21", "2019-04-28", false)]
    [InlineData("2019-03-22", "2019-05-02", false)]
    [InlineData("2019-03-22", "2019-04-28", true)]
    public void Create_KnownOnDate_UsesOnlyPapersKnownThen(string knownOn, string day, bool isWorkday)
    {
        var calendar = WorkTimeData.Pack.Calendar(DateOnly.Parse(knownOn));

        Assert.Equal(isWorkday, calendar.IsWorkday(DateOnly.Parse(day)));
    }

    [Fact]
    public void Create_BeforePaperIsKnown_YearIsProvisional()
    {
        var before = WorkTimeData.Pack.Calendar(new DateOnly(2025, 11, 3));
        var after = WorkTimeData.Pack.Calendar(new DateOnly(2025, 11, 4));

        Assert.Null(before.PaperOf(2026));
        Assert.True(before.StatusOf(new DateOnly(2026, 2, 14)).IsProvisional);
        Assert.False(before.IsWorkday(new DateOnly(2026, 2, 14)));
        Assert.Equal("国办发明电〔2025〕7号", after.PaperOf(2026)?.Number);
        Assert.True(after.IsWorkday(new DateOnly(2026, 2, 14)));
    }

    [Fact]
    public void IsWorkday_OutsideTheCentury_SaysWhatIsCovered()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsWorkday(new DateOnly(2100, 1, 1)));

        Assert.Contains("2000-01-01 to 2099-12-31", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DaysIn_YearsSinceTheLawWasRevised_LieInThePapersHolidays()
    {
        var days = from year in new[] { 2025, 2026 }
                   from holiday in WorkTimeData.Pack.FixedHolidays.Holidays
                   from day in holiday.DaysIn(year)
                   select day;

        Assert.Equal(26, days.Count());
        Assert.All(days, day => Assert.False(WorkTimeData.PublishedDays[day]));
    }

    [Fact]
    public void DaysIn_EachYearFrom2019_ContainTheSolarTermAndTheLunarFeasts()
    {
        string[] feasts = ["清明节", "端午节", "中秋节"];
        var days = from year in Enumerable.Range(2019, 8)
                   from holiday in WorkTimeData.Pack.FixedHolidays.Holidays
                   where feasts.Contains(holiday.Name)
                   from day in holiday.DaysIn(year)
                   select (holiday.Name, Status: Calendar.StatusOf(day));

        Assert.All(days, day => Assert.Equal(DayKind.Holiday, day.Status.Kind));
    }
}
