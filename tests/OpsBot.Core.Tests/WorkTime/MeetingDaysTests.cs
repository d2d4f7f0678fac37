using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class MeetingDaysTests
{
    private static readonly MeetingDays Zhejiang =
        MeetingDays.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "zhejiang", "meeting-days.json"))).Value!;

    [Theory]
    [InlineData("2026-11-25", UnitKind.County, false, "11月25日（星期三）是周三无会日，不安排会议。依据：《关于持续解决形式主义突出问题为基层减负的若干措施》第7条")]
    [InlineData("2026-11-26", UnitKind.County, true, "11月26日（星期四）不是周三无会日，可以开会")]
    [InlineData("2026-02-14", UnitKind.City, true, "2月14日（星期六）不是周三无会日，可以开会（调休上班日按本来的星期算）")]
    [InlineData("2026-11-25", UnitKind.Village, true, "周三无会日不管这一级的会议")]
    [InlineData("2020-05-13", UnitKind.City, true, "5月13日（星期三）时周三无会日还没有实行")]
    public void Explain_DayAndLevel_SaysWhy(string day, UnitKind level, bool mayMeet, string text)
    {
        var explanation = Zhejiang.Explain(DateOnly.Parse(day), level, WorkTimeData.Timeline.Calendar);

        Assert.Equal(mayMeet, explanation.MayMeet);
        Assert.Equal(text, explanation.Text);
    }

    [Fact]
    public void Explain_WednesdayInAHoliday_MovesToNoOtherDay()
    {
        var wednesday = Zhejiang.Explain(new DateOnly(2026, 2, 18), UnitKind.City, WorkTimeData.Timeline.Calendar);

        Assert.False(wednesday.MayMeet);
        Assert.Contains("也不改到别的日子", wednesday.Text, StringComparison.Ordinal);
        var rest = new[] { 16, 17, 19, 20, 23, 24 }.Select(day => Zhejiang.Explain(new DateOnly(2026, 2, day), UnitKind.City, WorkTimeData.Timeline.Calendar));
        Assert.All(rest, explanation => Assert.True(explanation.MayMeet));
    }

    [Fact]
    public void Clause_OfThePack_SaysIt()
    {
        var clause = TestLibrary.Reader.ReadLibrary().Find($"{Zhejiang.Clause.Document}:{Zhejiang.Clause.Number}")!;

        Assert.Contains(Zhejiang.Name, clause.Text, StringComparison.Ordinal);
        Assert.Equal(Zhejiang.Clause.Title, clause.Document.Title);
    }

    [Fact]
    public void Parse_UnknownLevelAndWeekday_NamesBoth()
    {
        var reading = MeetingDays.Parse("""
            {"schema":1,"territory":"x","name":"y","weekday":8,"since":"2020-01-01","levels":["planet"],
             "clause":{"document":"d","number":"1","title":"t"}}
            """);

        Assert.False(reading.IsValid);
        Assert.Equal(2, reading.Faults.Count);
    }
}
