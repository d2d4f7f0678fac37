using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkTimePackTests
{
    [Fact]
    public void Read_RealPack_HasAPaperForEachYear()
    {
        Assert.Equal(10, WorkTimeData.Pack.Tables.Count);
        Assert.All(Enumerable.Range(2019, 8), year => Assert.NotNull(WorkTimeData.Timeline.Calendar.PaperOf(year)));
        Assert.Null(WorkTimeData.Timeline.Calendar.PaperOf(2027));
    }

    [Fact]
    public void Read_AmendmentFiles_NameThePaperTheyChange()
    {
        var numbers = WorkTimeData.Pack.Tables.Select(table => table.Paper.Number).ToHashSet();
        var amendments = WorkTimeData.Pack.Tables.Where(table => table.Paper.Amends is not null).ToList();

        Assert.Equal([2019, 2020], amendments.Select(table => table.Year));
        Assert.All(amendments, table => Assert.Contains(table.Paper.Amends!, numbers));
    }

    [Fact]
    public void Read_BadAndMissingFiles_ListsFaultsWithFileNames()
    {
        var files = new Dictionary<string, string>
        {
            ["calendar-2026.json"] = "{",
            ["fixed-holidays.json"] =
                """{"schema":1,"nextPaperReachesBackTo":"12-28","holidays":[{"name":"x","kind":"moon","startOffset":0,"days":1}]}""",
            ["clauses.json"] = "not ours",
        };

        Assert.Equal(
            [
                "calendar-2026.json：第1行附近不是正确的 JSON，请检查逗号和引号",
                "fixed-holidays.json：kind：只能是 solar、lunar 或 qingming，现在是“moon”",
                "缺少文件 working-hours.json",
            ],
            WorkTimePack.Read(files).Faults);
    }

    [Fact]
    public void Read_TwoTablesKnownFromTheSameDay_IsAFault()
    {
        var files = new Dictionary<string, string>(WorkTimeData.Files)
        {
            ["calendar-2026-again.json"] = WorkTimeData.Files["calendar-2026.json"],
        };

        Assert.Equal(
            ["2026年有几份同一天公布的放假安排：国办发明电〔2025〕7号、国办发明电〔2025〕7号，请只留一份"],
            WorkTimePack.Read(files).Faults);
    }

    [Fact]
    public void Read_AmendmentWithoutItsPaper_IsAFaultAndTheYearStaysProvisional()
    {
        var files = WorkTimeData.Files.Where(file => file.Key != "calendar-2020.json").ToDictionary();

        Assert.Equal(
            ["国办发明电〔2020〕1号 修改的是 国办发明电〔2019〕16号，但没有找到更早公布的这份文件"],
            WorkTimePack.Read(files).Faults);
        var tables = WorkTimeData.Pack.Tables.Where(table => table.Year != 2020 || table.Paper.Amends is not null);
        Assert.Null(WorkCalendar.Create(tables, WorkTimeData.Pack.FixedHolidays).PaperOf(2020));
    }

    [Fact]
    public void Read_AmendmentThatContradictsItsPaper_SaysWhichDay()
    {
        var files = new Dictionary<string, string>(WorkTimeData.Files);
        files["calendar-2020-amendment.json"] =
            files["calendar-2020-amendment.json"].Replace("2020-02-02", "2020-01-19", StringComparison.Ordinal)
                .Replace("2020-01-24", "2020-01-18", StringComparison.Ordinal)
                .Replace("[\"2020-01-19\"]", "[\"2020-04-05\"]", StringComparison.Ordinal);

        Assert.Equal(["2020年的放假安排调整之后：2020-04-05 是调休上班日，却又在清明节假期里"], WorkTimePack.Read(files).Faults);
    }
}
