using OpsBot.Core.Delivery;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Where a card is shown its text is not, so what is said before a card must stand in the card too.</summary>
public sealed class NoteBeforeCardTests
{
    [Fact]
    public void Correct_AtTheConfirmation_TheNoteStandsInTheCard()
    {
        var harness = Start();
        Tell(harness);

        var reply = harness.Say(Cadre, "修改时间：11月18日").Replies.Single();

        var note = reply.Text.Split('\n')[0];
        Assert.StartsWith("记作", note, StringComparison.Ordinal);
        Assert.Contains(note, reply.Card!.Body!.Split('\n'));
    }

    [Fact]
    public void Question_InTheMiddleOfTheConfirmation_SaysThatTheDraftWaits()
    {
        var harness = Start();
        Tell(harness);

        var reply = harness.Say(Cadre, "接龙合规吗？").Replies[^1];

        Assert.Contains("您的反映我留着", reply.Card!.Body!, StringComparison.Ordinal);
    }

    [Fact]
    public void After_ACardOfButtonsAlone_LeavesTheCardAlone()
    {
        var content = new MessageContent("回答") { Card = new Card { Title = "对上面：", Buttons = [new CardButton("继续", BotAction.Plain("go.on"))] } };

        Assert.Equal(content.Card, content.After("先说一句").Card);
        Assert.Equal("先说一句\n回答", content.After("先说一句").Text);
    }
}
