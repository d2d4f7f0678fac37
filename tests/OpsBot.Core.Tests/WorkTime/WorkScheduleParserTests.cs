using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkScheduleParserTests
{
    [Fact]
    public void Parse_RealHours_GivesTwoWindowsAndGuard()
    {
        var schedule = WorkScheduleParser.Parse(WorkTimeData.Files["working-hours.json"]).Value!;

        Assert.Equal(TimeSpan.FromHours(8), schedule.UtcOffset);
        Assert.Equal(TimeSpan.FromSeconds(120), schedule.Guard);
        Assert.Equal([new WorkWindow(new(8, 30), new(12, 0)), new WorkWindow(new(14, 30), new(17, 30))], schedule.Windows);
        Assert.Empty(schedule.Seasons);
    }

    [Fact]
    public void Parse_ContradictoryWindows_ListsAllFaults()
    {
        var reading = WorkScheduleParser.Parse(Hours(
            """{"opensAt":"08:30","closesAt":"12:00"},{"opensAt":"11:00","closesAt":"11:02"},{"opensAt":"15:00","closesAt":"14:00"}""",
            """{"firstDay":"06-01","lastDay":"09-30","windows":[]}"""));

        Assert.Equal(
            [
                "时段 11:00—11:02 太短：下班应晚于上班，且长于120秒",
                "时段从 11:00 开始，早于前一时段的结束 12:00",
                "时段 15:00—14:00 太短：下班应晚于上班，且长于120秒",
                "windows：每天应有1到8个工作时段",
            ],
            reading.Faults);
    }

    [Fact]
    public void Parse_MalformedFields_ListsAllFaults()
    {
        var json = Hours("""{"opensAt":"8:30","closesAt":"25:00"}""", """{"firstDay":"13-01","lastDay":"09-30","windows":[]}""")
            .Replace("+08:00", "Beijing", StringComparison.Ordinal);

        Assert.Equal(
            [
                "utcOffset：应写成 +08:00 的样子，现在是“Beijing”",
                "windows[0].opensAt：时间应写成 08:30 的样子，现在是“8:30”",
                "windows[0].closesAt：时间应写成 08:30 的样子，现在是“25:00”",
                "seasons[0].firstDay：月日应写成 05-01 的样子，现在是“13-01”",
            ],
            WorkScheduleParser.Parse(json).Faults);
    }

    [Theory]
    [InlineData("2026-04-30", 14, 30)]
    [InlineData("2026-05-01", 15, 0)]
    [InlineData("2026-09-30", 15, 0)]
    [InlineData("2026-10-01", 14, 30)]
    public void SpansOn_SummerHours_ApplyFromFirstToLastDay(string day, int hour, int minute)
    {
        var schedule = WithSeason("05-01", "09-30");

        Assert.Equal(new TimeSpan(hour, minute, 0), schedule.SpansOn(DateOnly.Parse(day))[1].OpensAt);
    }

    [Theory]
    [InlineData("2026-10-31", 14, 30)]
    [InlineData("2026-11-01", 15, 0)]
    [InlineData("2027-02-28", 15, 0)]
    [InlineData("2027-03-01", 14, 30)]
    public void SpansOn_WinterHours_RunOverTheTurnOfTheYear(string day, int hour, int minute)
    {
        var schedule = WithSeason("11-01", "02-28");

        Assert.Equal(new TimeSpan(hour, minute, 0), schedule.SpansOn(DateOnly.Parse(day))[1].OpensAt);
    }

    [Fact]
    public void Constructor_ContradictoryWindows_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            new WorkSchedule("x", TimeSpan.Zero, TimeSpan.FromSeconds(-1), [new WorkWindow(new(9, 0), new(9, 0))]));

    private static WorkSchedule WithSeason(string first, string last) => WorkScheduleParser.Parse(Hours(
        """{"opensAt":"08:30","closesAt":"12:00"},{"opensAt":"14:30","closesAt":"17:30"}""",
        $$"""
        {"firstDay":"{{first}}","lastDay":"{{last}}",
         "windows":[{"opensAt":"08:00","closesAt":"12:00"},{"opensAt":"15:00","closesAt":"18:00"}]}
        """)).Value!;

    private static string Hours(string windows, string seasons) => $$"""
        {"schema":1,"name":"n","utcOffset":"+08:00","guardSeconds":120,"windows":[{{windows}}],"seasons":[{{seasons}}]}
        """;
}
