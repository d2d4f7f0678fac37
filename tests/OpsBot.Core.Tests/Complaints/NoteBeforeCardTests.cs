using OpsBot.Core.Delivery;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>A channel with cards shows the card in place of the text, so a remark must stand on the card too.</summary>
public class NoteBeforeCardTests
{
    [Fact]
    public void After_CardWithContent_StandsInTextAndCard()
    {
        var content = new MessageContent("请核对") { Card = new Card { Title = "请核对", Facts = [new("类别", "会议")] } }.After("已改好。").After("收到。");

        Assert.Equal("收到。\n已改好。\n请核对", content.Text);
        Assert.Equal("收到。\n已改好。", content.Card!.Note);
    }

    [Fact]
    public void After_CardOfButtons_LeavesItToTheTextBesideIt()
    {
        var content = new MessageContent("要不要定时") { Card = new Card { Title = "定时" } }.After("已收到。");

        Assert.Equal("已收到。\n要不要定时", content.Text);
        Assert.Null(content.Card!.Note);
    }

    [Fact]
    public void Intake_AnswerCorrectedAtTheCard_TheRemarkIsOnTheCard()
    {
        var harness = Start();
        harness.Say(Cadre, "我要反映");
        harness.Say(Cadre, "保密反映");
        harness.Say(Cadre, "1");
        harness.Say(Cadre, Story);
        harness.Say(Cadre, "跳过");
        harness.Say(Cadre, "跳过");
        harness.Say(Cadre, "跳过");

        var reply = Assert.Single(harness.Say(Cadre, "修改时间 上周五晚上").Replies);

        Assert.NotNull(reply.Card);
        Assert.NotNull(reply.Card.Note);
        Assert.StartsWith(reply.Card.Note, reply.Text, StringComparison.Ordinal);
    }
}
