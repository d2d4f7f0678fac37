using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class ReceiptDialogTests
{
    private const string Wrong = "QZ-0000-0000-0000-0000";

    [Fact]
    public void Receipt_OfAFiledCase_TellsTheStage()
    {
        var harness = Start();
        var (receipt, _) = File(harness);
        Assert.Contains("等专班核实", harness.Ask("somebody", receipt.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Receipt_AtEachStage_TellsItWithDates()
    {
        var harness = Start();
        var (receipt, id) = File(harness);
        Verify(harness, id);
        Assert.Contains("准备交办", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Dispatch(harness, id);
        Assert.Contains("交办中", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        harness.Say(TerritoryHandler, $"接受 {id}");
        Assert.Contains("交办中", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        harness.Say(IndustryHandler, $"接受 {id}");
        var text = harness.Ask(Cadre, receipt);
        Assert.Contains("整改中", text, StringComparison.Ordinal);
        Assert.Contains("11月27日（星期四）17:30", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ForProgress_AsksForTheReceiptAndTakesIt()
    {
        var harness = Start();
        var (receipt, _) = File(harness);
        Assert.Contains("QZ-XXXX", harness.Ask(Cadre, "查进度"), StringComparison.Ordinal);
        Assert.Contains("不像回执号", harness.Ask(Cadre, "7K3F2M1Q9"), StringComparison.Ordinal);
        Assert.Contains(DialogHarness.LibraryAnswer, harness.Ask(Cadre, "接龙合规吗？"), StringComparison.Ordinal);
        Assert.Contains("等专班核实", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }

    [Fact]
    public void Ask_ThenCancel_Ends()
    {
        var harness = Start();
        harness.Say(Cadre, "查进度");
        harness.Say(Cadre, "取消");
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }

    [Fact]
    public void Lookup_AnyStep_LeavesNoTraceOfTheCaseInTheConversation()
    {
        var harness = Start();
        var (receipt, id) = File(harness);
        harness.Say(Cadre, receipt);
        Assert.All(harness.Records.Values.Where(r => r.Key.Kind is "conversation" or "receipt-tries"), r => Assert.DoesNotContain(id, r.Json, StringComparison.Ordinal));
        Assert.DoesNotContain(harness.Records.Values, r => (r.Key + r.Json).Contains(ReceiptCode.Find(receipt)!, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Receipt_Incomplete_IsToldSo() => Assert.Contains("不完整", Start().Ask(Cadre, "QZ-1234-ABCD"), StringComparison.Ordinal);

    [Fact]
    public void Receipt_WrongTenTimes_IsBlockedForAnHourAndOnlyInThisConversation()
    {
        var harness = Start();
        var (receipt, _) = File(harness);
        for (var i = 0; i < 10; i++)
            Assert.Contains("查不到", harness.Ask(Cadre, Wrong), StringComparison.Ordinal);

        Assert.Contains("次数太多", harness.Ask(Cadre, Wrong), StringComparison.Ordinal);
        Assert.Contains("次数太多", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Assert.Contains("等专班核实", harness.Ask("another", receipt), StringComparison.Ordinal);
        harness.Now += TimeSpan.FromMinutes(59);
        Assert.Contains("次数太多", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        harness.Now += TimeSpan.FromMinutes(1);
        Assert.Contains("等专班核实", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void TakeBack_BeforeDispatch_ErasesTheOriginalAndTheNotices()
    {
        var harness = Start();
        var (receipt, id) = File(harness);

        harness.Say(Cadre, $"撤回 {receipt}");

        Assert.Equal(CaseStatus.Withdrawn, CaseOf(harness, id).Status);
        Assert.Null(harness.Find(SealedOriginal.Kind, id));
        Assert.Empty(harness.Indexes[Case.OpenIndex]);
        Assert.Empty(harness.Waiting(MessageClass.Assignment));
        Assert.Contains("撤回", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Assert.Contains("已经结束", harness.Ask(Cadre, $"撤回 {receipt}"), StringComparison.Ordinal);
    }

    [Fact]
    public void TakeBack_AfterDispatch_IsRefused()
    {
        var harness = Start();
        var (receipt, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        Assert.Contains("不能撤回", harness.Ask(Cadre, $"撤回 {receipt}"), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Dispatching, CaseOf(harness, id).Status);
    }

    [Fact]
    public void Rate_AfterClose_IsKeptAndNotAskedAgain()
    {
        var harness = Start();
        var (receipt, id) = Reviewed(harness, "匿名反映");
        Assert.Contains("还没办结", harness.Ask(Cadre, $"评5分 {receipt}"), StringComparison.Ordinal);
        harness.Say(Supervisor, $"反馈 {id}");
        harness.Say(Supervisor, "照此");
        Assert.Contains("1 到 5", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Assert.Contains("1 到 5", harness.Ask(Cadre, $"评9分 {receipt}"), StringComparison.Ordinal);

        harness.Say(Cadre, $"评4分 {receipt}");

        Assert.Equal(4, CaseOf(harness, id).Rating);
        Assert.DoesNotContain("1 到 5", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void Lookup_OfFeedbackOnItsWay_ShowsItAndCloses()
    {
        var harness = Start();
        var (receipt, id) = Reviewed(harness);
        harness.Say(Supervisor, $"反馈 {id}");
        harness.Say(Supervisor, "夜间接龙已取消。");
        Assert.Equal(CaseStatus.FeedbackSent, CaseOf(harness, id).Status);

        Assert.Contains("夜间接龙已取消", harness.Ask(Cadre, receipt), StringComparison.Ordinal);

        Assert.Equal(CaseStatus.Closed, CaseOf(harness, id).Status);
    }

    [Fact]
    public void Receipt_InTheMiddleOfAnIntake_DoesNotPushItAway()
    {
        var harness = Start();
        var (receipt, _) = File(harness);
        harness.Say(Cadre, "我要反映");
        harness.Say(Cadre, receipt);
        Assert.Equal("intake", harness.ConversationOf(Cadre).Dialog);
    }
}
