using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class HoursResolverTests
{
    private const string Town = """
        {"schema":1,
         "units":[
           {"id":"city","name":"市","kind":"city"},
           {"id":"county","name":"县","kind":"county","parent":"city",
            "schedule":{"kind":"office","name":"县作息","windows":[{"opensAt":"09:00","closesAt":"12:00"},{"opensAt":"13:00","closesAt":"17:00"}]},
            "exceptions":{"holidays":[{"name":"赶圩节","firstDay":"2026-11-24","basis":"县发1号"}]}},
           {"id":"town","name":"镇","kind":"township","parent":"county"},
           {"id":"hall","name":"大厅","kind":"department","parent":"county",
            "schedule":{"kind":"office","name":"大厅作息","windows":[{"opensAt":"10:00","closesAt":"16:00"}]}}],
         "people":[
           {"id":"clerk","name":"甲","unit":"city","roles":["cadre"]},
           {"id":"towner","name":"乙","unit":"town","roles":["cadre"]},
           {"id":"haller","name":"丙","unit":"hall","roles":["cadre"]},
           {"id":"own","name":"丁","unit":"hall","roles":["cadre"],
            "schedule":{"kind":"weekly","name":"周末班","days":[{"weekday":6,"windows":[{"opensAt":"22:00","closesAt":"06:00"}]}]}},
           {"id":"away","name":"戊","unit":"town","roles":["cadre"],"leave":[{"firstDay":"2026-11-25","lastDay":"2026-11-26"}]}]}
        """;

    private static readonly DirectorySnapshot Directory = DirectoryPack.Parse(Town, _ => [], WorkTimeData.Pack.Schedule);
    private static readonly HoursResolver Resolver = new(WorkTimeData.QuietHours, new PersonalHoursRules(16, 4));

    [Theory]
    [InlineData("clerk", "2026-11-23 08:30", true)] // the territory's hours
    [InlineData("towner", "2026-11-23 08:30", false)] // the county's hours hold in the town
    [InlineData("towner", "2026-11-23 13:00", true)]
    [InlineData("haller", "2026-11-23 09:30", false)] // the hall's own before the county's
    [InlineData("haller", "2026-11-23 12:30", true)]
    [InlineData("haller", "2026-11-24 11:00", false)] // the county's holiday holds in the hall
    [InlineData("own", "2026-11-23 11:00", false)] // the person's own before the hall's
    [InlineData("own", "2026-11-29 05:57", true)] // Saturday's shift, after midnight
    [InlineData("own", "2026-11-29 05:58", false)] // its guard band
    [InlineData("away", "2026-11-25 10:00", false)]
    [InlineData("away", "2026-11-27 10:00", true)]
    [InlineData("stranger", "2026-11-23 08:30", true)]
    public void ForPerson_RulesOfSeveralLevels_TheNearestCount(string person, string now, bool open) =>
        Assert.Equal(open, Resolver.ForPerson(Directory, person).IsOpen(WorkTimeData.Local(now + ":00")));

    [Fact]
    public void ForPerson_NothingOfItsOwn_SharesTheTerritorysObject() =>
        Assert.Same(WorkTimeData.QuietHours, Resolver.ForPerson(Directory, "clerk"));

    [Fact]
    public void ForPerson_NothingOfItsOwnBelowAUnitWithRules_SharesTheUnitsObject()
    {
        Assert.Same(Resolver.ForUnit(Directory, "town"), Resolver.ForPerson(Directory, "towner"));
        Assert.NotSame(Resolver.ForUnit(Directory, "town"), Resolver.ForPerson(Directory, "away"));
    }

    [Theory]
    [InlineData("towner", "2026-11-24 10:00", "11月24日（星期二）是赶圩节，单位放假（县发1号）；下一个工作时段：11月25日（星期三）09:00")]
    [InlineData("own", "2026-11-23 10:00", "11月23日（星期一）是轮休（周末班）；下一个工作时段：11月28日（星期六）22:00")]
    [InlineData("own", "2026-11-29 02:00", "11月28日（星期六）是当班日（周末班）；现在是工作时段，到06:00为止")]
    [InlineData("own", "2026-11-28 23:00", "11月28日（星期六）是当班日（周末班）；现在是工作时段，到11月29日06:00为止")]
    [InlineData("away", "2026-11-25 10:00", "11月25日（星期三）在休假；下一个工作时段：11月27日（星期五）09:00")]
    public void Explain_EachKindOfHours_SaysItInWords(string person, string now, string text) =>
        Assert.Equal(text, Resolver.ForPerson(Directory, person).Explain(WorkTimeData.Local(now + ":00")).Text);

    [Theory]
    [InlineData("""{"kind":"moon","name":"x"}""", "people[p].schedule.kind：只能是 office、weekly、cycle 或 roster，现在是“moon”")]
    [InlineData("""{"kind":"cycle","name":"x","anchor":"2026-01-01","days":[{"windows":[]}]}""", "people[p].schedule.days：至少要有一天有工作时段；完全不上班请写成 leave")]
    [InlineData("""{"kind":"cycle","name":"x","anchor":"2026-01-01","days":[{"windows":[{"opensAt":"20:00","closesAt":"08:00"}]},{"windows":[{"opensAt":"07:00","closesAt":"09:00"}]}]}""", "people[p].schedule.days：夜班 20:00—次日08:00 与第二天的 07:00—09:00 重叠，请改其中一个")]
    [InlineData("""{"kind":"roster","name":"x","from":"2026-01-01","until":"2028-01-01","days":[]}""", "people[p].schedule.until：排班表应从 from 起1到366天，再长请分年写")]
    [InlineData("""{"kind":"roster","name":"x","from":"2026-01-01","until":"2026-01-31","days":[{"date":"2026-02-01","windows":[]}]}""", "people[p].schedule.days[0].date：2026-02-01 不在排班表的 2026-01-01 至 2026-01-31 之内")]
    [InlineData("""{"kind":"weekly","name":"x","days":[{"weekday":8,"windows":[{"opensAt":"08:00","closesAt":"09:00"}]}]}""", "people[p].schedule.days[0].weekday：应是1到7的整数，现在是“8”")]
    [InlineData("""{"kind":"weekly","name":"x","days":[{"weekday":1,"windows":[{"opensAt":"08:00","closesAt":"08:01"}]}]}""", "people[p].schedule.days[0].windows：时段 08:00—08:01 太短，应长于120秒")]
    public void Parse_WrongSchedule_NamesPlaceAndRemedy(string schedule, string fault)
    {
        var text = $$"""{"schema":1,"units":[{"id":"u","name":"u","kind":"city"}],"people":[{"id":"p","name":"p","unit":"u","roles":[],"schedule":{{schedule}}}]}""";

        var thrown = Assert.Throws<FormatException>(() => DirectoryPack.Parse(text, _ => [], WorkTimeData.Pack.Schedule));

        Assert.Equal(fault, thrown.Message);
    }

    [Theory]
    [InlineData("""[{"firstDay":"2026-05-06","lastDay":"2026-05-01"}]""", "people[p].leave[0].lastDay：结束日期 2026-05-01 早于开始日期 2026-05-06")]
    [InlineData("""[{"firstDay":"2026-05-06","lastDay":"2026-05-08","half":"morning"}]""", "people[p].leave[0].half：半天假只能写一天，firstDay 和 lastDay 应相同")]
    [InlineData("""[{"firstDay":"2026-05-06","half":"noon"}]""", "people[p].leave[0].half：只能是 morning 或 afternoon，现在是“noon”")]
    [InlineData("""{"firstDay":"2026-05-06"}""", "people[p].leave：应是列表，最多64项")]
    public void Parse_WrongLeave_NamesPlaceAndRemedy(string leave, string fault)
    {
        var text = $$"""{"schema":1,"units":[{"id":"u","name":"u","kind":"city"}],"people":[{"id":"p","name":"p","unit":"u","roles":[],"leave":{{leave}}}]}""";

        var thrown = Assert.Throws<FormatException>(() => DirectoryPack.Parse(text, _ => [], WorkTimeData.Pack.Schedule));

        Assert.Equal(fault, thrown.Message);
    }

    [Fact]
    public void Parse_HoursWithoutTheTerritorys_AreRefused() =>
        Assert.Contains("territory", Assert.Throws<FormatException>(() => DirectoryPack.Parse(Town, _ => [])).Message, StringComparison.Ordinal);
}
