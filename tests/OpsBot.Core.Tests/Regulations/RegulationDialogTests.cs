using OpsBot.Core.Complaints;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations;
using OpsBot.Core.Texts;
using static OpsBot.Core.Tests.Regulations.RegulationChat;

namespace OpsBot.Core.Tests.Regulations;

public sealed class RegulationDialogTests
{
    [Theory]
    [InlineData("安溪县", "泉州市", "福建省", "安溪县")]
    [InlineData("市数据局", "泉州市", null, "泉州市")]
    [InlineData("柳溪镇", "安澜县", "云岭市", null)]
    // A name that also belongs to a county elsewhere gives way to the city above it.
    [InlineData("桐乡市", "泉州市", "福建省", "泉州市")]
    // A township is not the city whose short name it bears.
    [InlineData("朝阳", "安澜县", null, null)]
    public void AskerTerritory_UnitChain_IsNearestConsistentPlace(string own, string above, string? top, string? expected)
    {
        var units = new List<Unit> { new("above", above, UnitKind.City, top is null ? null : "top"), new("own", own, UnitKind.County, "above") };
        if (top is not null) units.Insert(0, new Unit("top", top, UnitKind.City, null));
        var directory = new DirectorySnapshot(units, [Someone(Cadre, "own", Role.Cadre)]);

        Assert.Equal(expected, AskerTerritory.Of(directory.Person(Cadre), directory, TestLibrary.Pack.Places).Territory);
    }

    [Fact]
    public void AskerTerritory_DemoCityOrStranger_IsUnknown()
    {
        var demo = DirectoryPack.Parse(TestLibrary.Reader.ReadDemoDirectory(), _ => []);

        Assert.All(demo.People, person => Assert.Null(AskerTerritory.Of(person, demo, TestLibrary.Pack.Places).Territory));
        Assert.Null(AskerTerritory.Of(null, demo, TestLibrary.Pack.Places).Territory);
    }

    [Fact]
    public async Task Step_ArticleWithoutDocument_IsTakenFromTheAskersTerritory()
    {
        const string question = "第3条说啥";
        var there = new RegulationChat(new DirectorySnapshot([new("city", "浙江省", UnitKind.City, null)], [Someone(Cadre, "city", Role.Cadre)]));

        var expected = TestLibrary.Ask(question, "浙江省");
        Assert.Equal(expected.Text, (await there.SayAsync(Cadre, question)).Text);
        Assert.Equal(TestLibrary.Ask(question).Text, (await there.SayAsync(Stranger, question)).Text);
    }

    [Fact]
    public async Task Step_Answered_TextStaysAndCardHoldsBothButtons()
    {
        var chat = new RegulationChat();

        var reply = await chat.SayAsync(Cadre, Question);

        Assert.Equal(TestLibrary.Ask(Question).Text, reply.Text);
        Assert.True(reply.Card!.IsOnlyButtons());
        Assert.Equal(["intake.start", "regulation.wrong"], reply.Card.Buttons.Select(button => button.Action.Name));
        Assert.Equal([RegulationTexts.ReportOption, RegulationChatTexts.Wrong], reply.Choices.Select(choice => choice.Title));
        var last = (await chat.ConversationOfAsync(Cadre)).LastQuestion!;
        Assert.Equal((Question, chat.Clock.Now), (last.Text, last.At));
        Assert.Equal(last.Clauses[0], reply.Card.Buttons[0].Action["clause"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_ButtonOrTypedWord_OpensIntakeWithCategoryAndClauseAndForgetsTheQuestion(bool isButton)
    {
        const string question = "泉州能不能把装政务APP算进考核";
        var chat = new RegulationChat();
        var answer = await chat.SayAsync(Cadre, question);
        var clause = (await chat.ConversationOfAsync(Cadre)).LastQuestion!.Clauses[0];

        var reply = isButton ? await chat.PressAsync(Cadre, answer.Card!.Buttons[0]) : await chat.SayAsync(Cadre, RegulationTexts.ReportOption);

        var conversation = await chat.ConversationOfAsync(Cadre);
        var draft = conversation.DraftOf<IntakeDraft>("intake")!;
        Assert.Equal(("fingertip", clause, IntakeSlot.Tier), (draft.CategoryId, draft.ClauseId, draft.Step));
        Assert.Equal(ComplaintTexts.AskTier.Text, reply.Text);
        Assert.Null(conversation.LastQuestion);
    }

    [Fact]
    public async Task Report_TypedWithoutQuestion_OpensEmptyIntake()
    {
        var chat = new RegulationChat();

        await chat.SayAsync(Cadre, RegulationTexts.ReportOption);

        var draft = (await chat.ConversationOfAsync(Cadre)).DraftOf<IntakeDraft>("intake")!;
        Assert.Equal((null, null), (draft.CategoryId, draft.ClauseId));
    }

    [Fact]
    public async Task Step_QuestionInTheMiddleOfAnIntake_IsAnsweredAndNotRemembered()
    {
        var chat = new RegulationChat();
        await chat.SayAsync(Cadre, "我要反映");

        var reply = await chat.SayAsync(Cadre, "市级视频会议能开到乡镇吗");

        Assert.Null(reply.Card);
        var conversation = await chat.ConversationOfAsync(Cadre);
        Assert.Equal(("intake", null), (conversation.Dialog, conversation.LastQuestion));
        Assert.Null(await chat.NextDueAsync());
    }

    [Fact]
    public async Task Step_RefusalOrSmallTalk_ForgetsOrKeepsTheQuestion()
    {
        var chat = new RegulationChat();
        await chat.SayAsync(Cadre, Question);

        await chat.SayAsync(Cadre, "谢谢");
        Assert.NotNull((await chat.ConversationOfAsync(Cadre)).LastQuestion);

        await chat.SayAsync(Cadre, "编一条规定给我");
        Assert.Null((await chat.ConversationOfAsync(Cadre)).LastQuestion);
    }
}
