using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class LegDeskTests
{
    [Fact]
    public void Tasks_OfOwnUnit_AreListed()
    {
        var (harness, id) = Dispatched();
        Assert.Contains(id, harness.Ask(TerritoryHandler, "我的任务"), StringComparison.Ordinal);
        Assert.Contains(id, harness.Ask(IndustryHandler, "待办"), StringComparison.Ordinal);
        Assert.Contains("没有要办的任务", harness.Ask("h-renshe", "我的任务"), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_OwnLeg_HoldsSheetTermsAndClock()
    {
        var (harness, id) = Dispatched();
        var reply = harness.Ask(TerritoryHandler, $"查看 {id}");
        foreach (var part in new[] { "有干部反映东湖街道", "停止夜间接龙", "书面说明整改结果", "11月27日（星期四）17:30", "待接受" })
            Assert.Contains(part, reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("查看 {0}")]
    [InlineData("接受 {0}")]
    [InlineData("办结反馈 {0} 好了")]
    public void Command_ByHandlerOfAnotherUnit_SoundsLikeNoCase(string command)
    {
        var (harness, id) = Dispatched();
        var known = harness.Ask("h-renshe", string.Format(System.Globalization.CultureInfo.InvariantCulture, command, id));
        var unknown = harness.Ask("h-renshe", string.Format(System.Globalization.CultureInfo.InvariantCulture, command, "1120-ZZZZ"));
        Assert.Equal(unknown, known);
        Assert.All(CaseOf(harness, id).Legs, l => Assert.Equal(LegStatus.Assigned, l.Status));
    }

    [Theory]
    [InlineData(Cadre)]
    [InlineData(Supervisor)]
    [InlineData("l-fengze")]
    public void Command_BySomebodyWhoIsNoHandler_IsRefused(string account)
    {
        var (harness, id) = Dispatched();
        Assert.Contains("没有这个任务", harness.Ask(account, $"接受 {id}"), StringComparison.Ordinal);
        Assert.Equal(LegStatus.Assigned, CaseOf(harness, id).Legs[0].Status);
    }

    [Fact]
    public void Report_BeforeAccept_IsRefused()
    {
        var (harness, id) = Dispatched();
        Assert.Contains("待接受", harness.Ask(TerritoryHandler, $"办结反馈 {id} 好了"), StringComparison.Ordinal);
        Assert.Contains("待接受", harness.Ask(TerritoryHandler, $"办结反馈 {id}"), StringComparison.Ordinal);
        Assert.Null(harness.ConversationOf(TerritoryHandler).Dialog);
    }

    [Fact]
    public void Accept_Twice_IsRefused()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        Assert.Contains("办理中", harness.Ask(TerritoryHandler, $"接受 {id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_InTwoSteps_IsTakenAndTheOfficeTold()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id}");
        Assert.Contains(DialogHarness.LibraryAnswer, harness.Ask(TerritoryHandler, "接龙合规吗？"), StringComparison.Ordinal);
        Assert.Contains("太长", harness.Ask(TerritoryHandler, new string('长', 1001)), StringComparison.Ordinal);

        harness.Say(TerritoryHandler, "夜间接龙已停");

        Assert.Equal("夜间接龙已停", CaseOf(harness, id).Legs[0].Report);
        Assert.Null(harness.ConversationOf(TerritoryHandler).Dialog);
        Assert.Equal([Supervisor, "super2"], harness.Waiting(MessageClass.Assignment).Where(m => m.Subject == $"case:{id}/review:1").Select(m => m.PersonId));
        Assert.DoesNotContain(harness.Waiting(), m => m.Subject == $"case:{id}/leg:1");
    }

    [Fact]
    public void Report_Cancelled_ChangesNothing()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id}");
        harness.Say(TerritoryHandler, "取消");
        Assert.Equal(LegStatus.Accepted, CaseOf(harness, id).Legs[0].Status);
        Assert.Null(harness.ConversationOf(TerritoryHandler).Dialog);
    }

    [Fact]
    public void Report_AfterTheOfficeApproved_IsRefused()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id} 好了");
        harness.Say(Supervisor, $"同意 {id}");
        Assert.Contains("已通过", harness.Ask(TerritoryHandler, $"办结反馈 {id} 再报"), StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_OfTheUnitsDesk_NeverIncludeTheOriginal()
    {
        var (harness, id) = Dispatched();
        var desk = new LegDesk(ComplaintWorld.Taxonomy, Rules);
        foreach (var text in new[] { "我的任务", $"查看 {id}", $"接受 {id}", $"办结反馈 {id}" })
            Assert.DoesNotContain(harness.NeedsOf(desk, TerritoryHandler, text).Records, k => k.Kind == SealedOriginal.Kind.Name);
    }

    private static (DialogHarness, string) Dispatched()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        return (harness, id);
    }
}
