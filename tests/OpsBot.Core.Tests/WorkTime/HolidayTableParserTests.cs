using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class HolidayTableParserTests
{
    [Fact]
    public void Parse_RealTable_KeepsPaperAndHolidays()
    {
        var table = HolidayTableParser.Parse(WorkTimeData.Files["calendar-2026.json"]).Value!;

        Assert.Equal(2026, table.Year);
        Assert.Equal(
            new HolidayPaper("国务院办公厅关于2026年部分节假日安排的通知", "国办发明电〔2025〕7号", new(2025, 11, 4), new(2025, 11, 4), null),
            table.Paper);
        Assert.Equal(7, table.Holidays.Count);
        Assert.Contains("chinese-days", table.CheckedAgainst, StringComparison.Ordinal);
        var spring = table.Holidays[1];
        Assert.Equal(("春节", new DateOnly(2026, 2, 15), new DateOnly(2026, 2, 23)), (spring.Name, spring.FirstDay, spring.LastDay));
        Assert.Equal([new DateOnly(2026, 2, 14), new DateOnly(2026, 2, 28)], spring.MakeUpWorkdays);
    }

    [Fact]
    public void Parse_TableWithManyFaults_ListsThemAll()
    {
        var reading = HolidayTableParser.Parse(Table(
            """{"name":"元旦","firstDay":"2026-01-01","lastDay":"2026-01-03","makeUpWorkdays":["2026-01-03","2026-01-05"]}""",
            """{"name":"春节","firstDay":"2026-01-03","lastDay":"2026-01-06","makeUpWorkdays":["2026-01-10","2026-01-10"]}""",
            """{"name":"劳动节","firstDay":"2025-05-01","lastDay":"2025-05-01","makeUpWorkdays":["2027-05-01"]}""",
            """{"name":"端午节","firstDay":"2026-06-21","lastDay":"2026-06-19","makeUpWorkdays":[]}""",
            """{"name":"国庆节","firstDay":"2026-10-01","lastDay":"2026-11-01","makeUpWorkdays":[]}"""));

        Assert.False(reading.IsValid);
        Assert.Equal(
            [
                "2026-01-03 同时属于元旦和春节",
                "劳动节：2025-05-01 不属于2026年的放假安排",
                "端午节：最后一天 2026-06-19 早于第一天 2026-06-21",
                "国庆节：假期超过31天，请核对日期",
                "2026-01-03 是调休上班日，却又在元旦假期里",
                "2026-01-05 是调休上班日，却又在春节假期里",
                "2026-01-05 是星期一，本来就上班，不能是调休上班日",
                "调休上班日 2026-01-10 写了两次",
                "劳动节：2027-05-01 不属于2026年的放假安排",
            ],
            reading.Faults);
    }

    [Fact]
    public void Parse_FieldsMissingOrMalformed_ListsEachPath()
    {
        const string Json = """
            {"schema":2,"year":"2026","paper":{"title":"","number":"x","issuedOn":"2026/1/1","knownFrom":20260101},
             "holidays":[{"name":"元旦","firstDay":"2026-02-30","lastDay":"2026-01-03","makeUpWorkdays":"none"},7]}
            """;

        var reading = HolidayTableParser.Parse(Json);

        Assert.Equal(
            [
                "schema：应是1到1的整数，现在是“2”",
                "year：应是2000到2099的整数，现在是“2026”",
                "paper.title：缺少这一项，或内容为空",
                "paper.issuedOn：日期应写成 2026-01-31 的样子，现在是“2026/1/1”",
                "paper.knownFrom：日期应写成 2026-01-31 的样子，现在是“20260101”",
                "checkedAgainst：缺少这一项，或内容为空",
                "holidays[1]：缺少这一项，或内容为空",
                "holidays[0].firstDay：日期应写成 2026-01-31 的样子，现在是“2026-02-30”",
                "holidays[0].makeUpWorkdays：应是列表，最多64项",
            ],
            reading.Faults);
    }

    [Theory]
    [InlineData("", "第1行附近不是正确的 JSON，请检查逗号和引号")]
    [InlineData("{\n\"schema\":1,,}", "第2行附近不是正确的 JSON，请检查逗号和引号")]
    [InlineData("[]", "文件内容应是一个 JSON 对象")]
    public void Parse_NoJsonObject_SaysSo(string json, string fault) =>
        Assert.Equal([fault], HolidayTableParser.Parse(json).Faults);

    [Fact]
    public void Parse_HugeFile_IsRefusedUnread() =>
        Assert.Equal(["文件超过65536个字符，请检查是不是放错了文件"], HolidayTableParser.Parse(new string(' ', 65537)).Faults);

    [Fact]
    public void Parse_KnownBeforeIssued_IsAFault()
    {
        var json = Table().Replace("\"knownFrom\":\"2025-11-04\"", "\"knownFrom\":\"2025-11-03\"", StringComparison.Ordinal);

        Assert.Equal(["knownFrom 2025-11-03 早于发文日期 2025-11-04"], HolidayTableParser.Parse(json).Faults);
    }

    private static string Table(params string[] holidays) => $$"""
        {"schema":1,"year":2026,"paper":{"title":"t","number":"n","issuedOn":"2025-11-04","knownFrom":"2025-11-04"},
         "checkedAgainst":"c","holidays":[{{string.Join(',', holidays)}}]}
        """;
}
