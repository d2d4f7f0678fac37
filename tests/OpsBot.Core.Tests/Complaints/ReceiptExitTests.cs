using OpsBot.Core.Complaints;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>The question for a receipt holds nobody: whatever else is typed goes where it belongs.</summary>
public class ReceiptExitTests
{
    public static TheoryData<string> Openings => ["撤回", "我要撤回", "撤回反映", "查进度", "回执号"];

    [Theory]
    [MemberData(nameof(Openings))]
    public void Open_AnotherCommand_GoesToItsDialog(string opening)
    {
        var harness = Start();
        harness.Say(Cadre, opening);

        harness.Say(Cadre, "我要反映");

        Assert.Equal("intake", harness.ConversationOf(Cadre).Dialog);
    }

    [Theory]
    [MemberData(nameof(Openings))]
    public void Open_CommandOfTheOffice_IsAnsweredAsIfNothingWereOpen(string opening)
    {
        var harness = Start();
        var plain = harness.Ask(Supervisor, "案件列表");
        harness.Say(Supervisor, opening);

        Assert.Equal(plain, harness.Ask(Supervisor, "案件列表"));
        Assert.NotEqual("receipt", harness.ConversationOf(Supervisor).Dialog);
    }

    [Theory]
    [InlineData("撤回")]
    [InlineData("我要撤回")]
    [InlineData("撤回反映")]
    public void TakeBack_ThenTheReceipt_TakesBackWithoutAskingAgain(string wish)
    {
        var harness = Start();
        var (receipt, id) = File(harness);

        Assert.Contains("撤回哪一件", harness.Ask(Cadre, wish), StringComparison.Ordinal);
        harness.Say(Cadre, receipt);

        Assert.Equal(CaseStatus.Withdrawn, CaseOf(harness, id).Status);
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }

    [Fact]
    public void TakeBack_ThenAQuestionForProgress_OnlyShows()
    {
        var harness = Start();
        var (receipt, id) = File(harness);
        harness.Say(Cadre, "撤回");
        harness.Say(Cadre, "查进度");

        Assert.Contains("等专班核实", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Filed, CaseOf(harness, id).Status);
    }

    [Fact]
    public void Open_UnknownWords_AreToldAndMayBeLeft()
    {
        var harness = Start();
        harness.Say(Cadre, "撤回");

        Assert.Contains("取消", harness.Ask(Cadre, "随便"), StringComparison.Ordinal);
        harness.Say(Cadre, "取消");
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }
}
