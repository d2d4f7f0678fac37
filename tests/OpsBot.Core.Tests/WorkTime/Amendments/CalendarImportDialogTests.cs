using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.WorkTime.Amendments.AmendmentData;

namespace OpsBot.Core.Tests.WorkTime.Amendments;

public sealed class CalendarImportDialogTests
{
    private static readonly DirectorySnapshot Town = new(
        [new Unit("city", "市", UnitKind.City, null)],
        [new Person("admin", "管", "city", [Role.Admin], []), new Person("cadre", "干", "city", [Role.Cadre, Role.Leader, Role.Supervisor], [])]);

    private readonly DialogHarness _harness = new([new CalendarImportDialog()], Town, WorkTimeData.Local("2026-11-20 20:00"), WorkTimeData.Edition);

    [Fact]
    public void Import_AdminLooksAndSaysYes_WritesPaperEditionWalkAndAudit()
    {
        Assert.Contains("JSON", _harness.Ask("admin", "导入放假安排"), StringComparison.Ordinal);
        var look = _harness.Ask("admin", MondayOffJson());
        Assert.Contains("11月23日（星期一）：上班 → 休息（纪念日）", look, StringComparison.Ordinal);
        Assert.Empty(_harness.Audit);

        Assert.StartsWith("已导入", _harness.Ask("admin", "确认导入"), StringComparison.Ordinal);

        Assert.Equal(1, _harness.Find(CalendarHead.Kind, CalendarHead.Id)!.Edition);
        Assert.Equal("admin", _harness.Find(CalendarPapers.Kind, CalendarPapers.Id)!.Papers.Single().By);
        Assert.Equal(_harness.Now, _harness.Dues["replan/edition/1"]);
        Assert.Equal(("admin", "calendar.imported"), (_harness.Audit.Single().Actor, _harness.Audit.Single().Action));
    }

    [Theory]
    [InlineData("取消")]
    [InlineData("算了")]
    public void Import_NoInsteadOfYes_WritesNothing(string no)
    {
        _harness.Say("admin", "导入放假安排 " + MondayOffJson());
        Assert.Equal("没有导入，日历没有变。", _harness.Ask("admin", no));
        Assert.Null(_harness.Find(CalendarHead.Kind, CalendarHead.Id));
    }

    [Fact]
    public void Import_AnotherWordThanYes_ShowsTheDaysAgain()
    {
        _harness.Say("admin", "导入放假安排 " + MondayOffJson());
        Assert.Contains("有2天变动", _harness.Ask("admin", "好"), StringComparison.Ordinal);
        Assert.Null(_harness.Find(CalendarHead.Kind, CalendarHead.Id));
    }

    [Fact]
    public void Import_CalendarChangedAfterTheLook_LooksAgainInsteadOfWriting()
    {
        _harness.Say("admin", "导入放假安排 " + MondayOffJson());
        _harness.Edition = With(NextYearJson());

        Assert.Contains("有2天变动", _harness.Ask("admin", "确认导入"), StringComparison.Ordinal);
        Assert.Null(_harness.Find(CalendarHead.Kind, CalendarHead.Id));
    }

    [Fact]
    public void Import_BadTable_SaysWhyAndAsksAgain()
    {
        var answer = _harness.Ask("admin", "导入放假安排 " + MondayOffJson("国办发明电〔2025〕7号"));
        Assert.Contains("已经在日历里了", answer, StringComparison.Ordinal);
        Assert.Contains("有2天变动", _harness.Ask("admin", MondayOffJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_AnyoneElse_IsRefused()
    {
        Assert.StartsWith("只有通知管理员", _harness.Ask("cadre", "导入放假安排 " + MondayOffJson()), StringComparison.Ordinal);
        Assert.StartsWith("只有通知管理员", _harness.Ask("stranger", "导入放假安排"), StringComparison.Ordinal);
        Assert.DoesNotContain(_harness.Records.Keys, key => key.Kind.StartsWith("calendar", StringComparison.Ordinal));
    }
}
