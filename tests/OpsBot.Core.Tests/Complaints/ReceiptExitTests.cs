using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Who only said 撤回 or 查进度 is not held until a receipt comes.</summary>
public sealed class ReceiptExitTests
{
    [Theory]
    [InlineData("撤回", "我要反映", "您可以选一种方式反映")]
    [InlineData("撤回", "案件列表", "")]
    [InlineData("查进度", "我要反映 村里每天晚上要拍照打卡上传", "您可以选一种方式反映")]
    [InlineData("撤回", "晚上派活合规吗", DialogHarness.LibraryAnswer)]
    [InlineData("撤回", "文件字数有什么规定", DialogHarness.LibraryAnswer)]
    [InlineData("撤回", "随便说说", DialogHarness.LibraryAnswer)]
    [InlineData("撤回", "3", DialogHarness.LibraryAnswer)]
    public void Open_SomethingElseIsSaid_GetsThrough(string opened, string said, string expected)
    {
        var harness = Start();
        Assert.Contains("QZ-XXXX", harness.Ask(Cadre, opened), StringComparison.Ordinal);

        var answer = harness.Ask(Cadre, said);

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("不像回执号", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AButtonOfAnotherDialog_GetsThrough()
    {
        var harness = Start();
        harness.Say(Cadre, "撤回");

        Assert.Contains("您可以选一种方式反映", DialogHarness.TextOf(harness.Press(Cadre, "intake.start")), StringComparison.Ordinal);
        Assert.Equal("intake", harness.ConversationOf(Cadre).Dialog);
    }

    [Theory]
    [InlineData("取消")]
    [InlineData("不撤了")]
    [InlineData("算了")]
    public void Open_Left_Ends(string word)
    {
        var harness = Start();
        harness.Say(Cadre, "撤回");
        harness.Say(Cadre, word);
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }

    [Fact]
    public void Open_AReceiptThatIsCopiedWrongly_IsSaidSoAndAskedForAgain()
    {
        var harness = Start();
        var (receipt, _) = File(harness);
        harness.Say(Cadre, "查进度");

        Assert.Contains("回执号", harness.Ask(Cadre, receipt[..^3]), StringComparison.Ordinal);
        Assert.Contains("不像回执号", harness.Ask(Cadre, "7K3F2M1Q9"), StringComparison.Ordinal);
        Assert.Contains("等专班核实", harness.Ask(Cadre, receipt), StringComparison.Ordinal);
    }
}
