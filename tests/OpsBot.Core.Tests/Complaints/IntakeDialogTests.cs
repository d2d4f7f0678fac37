using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class IntakeDialogTests
{
    private static readonly string[] Answers = ["保密反映", "指尖上的形式主义", Story, "东湖街道", "昨天晚上10点", "跳过"];

    [Fact]
    public void Submit_ConfidentialComplaint_WritesEverythingInOneResult()
    {
        var harness = Start();
        Tell(harness);

        var result = harness.Say(Cadre, "提交");

        var kinds = result.Effects.Records.Select(r => r.Key.Kind).Order();
        Assert.Equal(["case", "receipt", "sealed"], kinds);
        var filed = harness.Records.Values.Where(r => r.Key.Kind == "case").Select(r => Case.Kind.Read(r).Value).Single();
        Assert.Matches("^1120-[0-9A-Z]{4}$", filed.Id);
        Assert.Equal((CaseStatus.Filed, "fingertip", "donghu", "11月19日（星期三）22:00"), (filed.Status, filed.CategoryId, filed.UnitId, filed.WhenText));
        var original = harness.Find(SealedOriginal.Kind, filed.Id)!;
        Assert.Equal((Story, Evidence, Cadre, "talk-cadre"), (original.What, original.Evidence, original.PersonId, original.ReplyAddress?.ConversationId));
        Assert.Equal([filed.Id], harness.Indexes[Case.OpenIndex].Keys);
        Assert.Null(result.Conversation.Dialog);
        Assert.Equal(["reporter"], harness.Audit.Select(a => a.Actor));
    }

    [Fact]
    public void Submit_AnyComplaint_TellsSupervisorsWithoutTheOriginal()
    {
        var harness = Start();
        var (_, id) = File(harness);

        var told = harness.Waiting(MessageClass.Assignment).ToArray();

        Assert.Equal([Supervisor, "super2"], told.Select(m => m.PersonId));
        Assert.All(told, m => Assert.Equal($"case:{id}", m.Subject));
        Assert.All(told, m => Assert.Equal("case.show", m.Content.Card!.Buttons.Single().Action.Name));
        Assert.All(told, m => Assert.DoesNotContain(Story[..8], m.Content.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Submit_AnonymousComplaint_KeepsNobodyOutsideTheConversation()
    {
        var harness = Start();
        File(harness, tier: "匿名反映");

        var kept = harness.Records.Values.Where(r => r.Key.Kind != "conversation").Select(r => r.Key + r.Json);
        var sent = harness.Outbox.Select(m => System.Text.Json.JsonSerializer.Serialize(m.Content, StoredJson.Options) + m.Subject);

        Assert.All(kept.Concat(sent).Concat(harness.Audit.Select(a => a.ToString())), t => Assert.DoesNotContain(Cadre, t, StringComparison.Ordinal));
        Assert.Null(harness.ConversationOf(AccountFor(Cadre, "匿名反映")).Draft);
    }

    [Fact]
    public void Submit_AfterHours_SaysWhenTheOfficeSeesIt()
    {
        var harness = Start(Evening);
        Tell(harness);

        Assert.Contains("11月21日（星期五）08:30", harness.Ask(Cadre, "提交"), StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_CaseNumberTaken_UsesTheNext()
    {
        var first = Start();
        var (_, id) = File(first);
        var second = Start();
        second.Records[Case.Kind.Key(id)] = first.Records[Case.Kind.Key(id)];

        var (_, other) = File(second);

        Assert.NotEqual(id, other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Cancel_AtEachStep_KeepsNothingAndOffersAFreshStart(int answered)
    {
        var harness = AnswerFirst(answered);

        var result = harness.Say(Cadre, "取消");

        Assert.Null(result.Conversation.Dialog);
        Assert.Null(result.Conversation.Draft);
        Assert.Equal(["重新开始"], result.Replies.Single().Choices.Select(c => c.Title));
        Assert.DoesNotContain(harness.Records.Keys, k => k.Kind != "conversation");
        harness.Say(Cadre, "重新开始");
        Assert.Equal(IntakeSlot.Tier, DraftOf(harness).Step);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Back_AtEachStep_AsksThePreviousAndKeepsTheRest(int answered)
    {
        var harness = AnswerFirst(answered);

        harness.Say(Cadre, "返回");

        Assert.Equal((IntakeSlot)(answered - 1), DraftOf(harness).Step);
        harness.Say(Cadre, Answers[answered - 1]);
        Assert.Equal((IntakeSlot)answered, DraftOf(harness).Step);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void Correct_AtAnyStep_ReplacesTheAnswerAndGoesOnWhereItWas(int answered)
    {
        var harness = AnswerFirst(answered);
        harness.Say(Cadre, "修改方式");
        Assert.Equal(IntakeSlot.Tier, DraftOf(harness).Step);

        harness.Say(Cadre, "保密反映");

        Assert.Equal(ProtectionTier.Confidential, DraftOf(harness).Tier);
        Assert.Equal((IntakeSlot)answered, DraftOf(harness).Step);
    }

    [Fact]
    public void Correct_WithTheNewAnswer_TakesItAtOnce()
    {
        var harness = AnswerFirst(6);

        var reply = harness.Ask(Cadre, "修改时间：11月18日");

        Assert.Contains("11月18日（星期二）", reply, StringComparison.Ordinal);
        Assert.Equal(IntakeSlot.Confirm, DraftOf(harness).Step);
    }

    [Fact]
    public void Correct_WithoutASlot_AsksWhich()
    {
        var harness = AnswerFirst(6);

        Assert.Contains("修改单位", harness.Say(Cadre, "更正").Replies.Single().Choices.Select(c => c.Title));
        harness.Say(Cadre, "修改单位");
        Assert.Equal(IntakeSlot.Unit, DraftOf(harness).Step);
    }

    [Theory]
    [InlineData(0, "接龙合规吗？")]
    [InlineData(1, "工作群接龙合规吗")]
    [InlineData(2, "半夜派活合规吗？")]
    [InlineData(3, "街道能不能直接给社区派任务？")]
    [InlineData(4, "周末是否可以开会")]
    [InlineData(5, "一定要拍照吗？")]
    [InlineData(6, "这种情况有什么规定？")]
    public void Question_AtEachStep_IsAnsweredAndTheDraftGoesOn(int answered, string question)
    {
        var harness = AnswerFirst(answered);
        var before = DraftOf(harness);

        var result = harness.Say(Cadre, question);

        Assert.Equal(DialogHarness.LibraryAnswer, result.Replies[0].Text);
        Assert.Equal(before with { PendingAside = DraftOf(harness).PendingAside }, DraftOf(harness) with { UnitCandidates = before.UnitCandidates });
        if (answered < Answers.Length)
            harness.Say(Cadre, Answers[answered]);
        else
            harness.Say(Cadre, "提交");
        Assert.Equal(answered == 6 ? null : "intake", harness.ConversationOf(Cadre).Dialog);
    }

    [Fact]
    public void Question_ThatWasTheContent_IsTakenOnRequest()
    {
        var harness = AnswerFirst(2);
        var result = harness.Say(Cadre, "让我们半夜接龙这样合规吗？");
        Assert.Contains(ComplaintTexts.ThatWasIt, result.Replies[^1].Choices.Select(c => c.Title));

        harness.Say(Cadre, ComplaintTexts.ThatWasIt);

        Assert.Equal("让我们半夜接龙这样合规吗？", DraftOf(harness).What);
        Assert.Equal(IntakeSlot.Unit, DraftOf(harness).Step);
    }

    [Fact]
    public void Story_ThatEndsInAQuestion_IsContent()
    {
        var harness = AnswerFirst(2);

        harness.Say(Cadre, "街道每天半夜让我们接龙。不接就点名。这样对吗？");

        Assert.Equal(IntakeSlot.Unit, DraftOf(harness).Step);
    }

    [Fact]
    public void Silence_Of72Hours_ChangesNothing()
    {
        var harness = AnswerFirst(3);
        var before = DraftOf(harness);
        harness.Now += TimeSpan.FromHours(72);

        var reply = harness.Ask(Cadre, "继续");

        Assert.Contains("哪个单位", reply, StringComparison.Ordinal);
        Assert.Equal(before.What, DraftOf(harness).What);
    }

    [Fact]
    public void Start_WithTheStoryInTheSameMessage_DoesNotAskForItAgain()
    {
        var harness = Start();
        harness.Say(Cadre, "我要反映街道半夜在群里派活");
        harness.Say(Cadre, "1");
        harness.Say(Cadre, "非工作时间派活");

        var draft = DraftOf(harness);
        Assert.Equal(("街道半夜在群里派活", IntakeSlot.Unit), (draft.What, draft.Step));
    }

    [Theory]
    [InlineData("我要反映")]
    [InlineData("投诉")]
    [InlineData("吐槽")]
    [InlineData("反映问题")]
    [InlineData("我想举报，镇里天天要台账")]
    public void Start_ByWords_OpensTheIntake(string text)
    {
        var harness = Start();
        harness.Say(Cadre, text);
        Assert.Equal("intake", harness.ConversationOf(Cadre).Dialog);
    }

    [Theory]
    [InlineData("举报电话是多少？")]
    [InlineData("怎么投诉")]
    [InlineData("我要投诉找谁")]
    [InlineData("反映问题的渠道有哪些")]
    public void Start_QuestionAboutChannels_GoesToTheLibrary(string text) =>
        Assert.Equal(DialogHarness.LibraryAnswer, Start().Ask(Cadre, text));

    [Fact]
    public void Start_ByButton_TakesCategoryAndClause()
    {
        var harness = Start();
        harness.Press(Cadre, "intake.start", ("category", "traces"), ("clause", "S4-13"));
        Assert.Equal(("traces", "S4-13"), (DraftOf(harness).CategoryId, DraftOf(harness).ClauseId));
    }

    [Fact]
    public void Start_WhileOneIsOpen_GoesOnWithIt()
    {
        var harness = AnswerFirst(3);
        harness.Say(Cadre, "我要反映");
        Assert.Equal(Story, DraftOf(harness).What);
    }

    [Fact]
    public void Category_ToldAsAStory_IsGuessedAndTheStoryKept()
    {
        var harness = AnswerFirst(1);
        var reply = harness.Ask(Cadre, "镇里老让我们重复填表报数做台账，一个月十几张");
        Assert.Contains("台账报表", reply, StringComparison.Ordinal);
        Assert.Equal(IntakeSlot.Unit, DraftOf(harness).Step);
    }

    [Fact]
    public void Unit_NameOfTwoUnits_AsksWhich()
    {
        var harness = AnswerFirst(3);
        var result = harness.Say(Cadre, "开元街道");
        Assert.Equal(["丰泽区·开元街道", "鲤城区·开元街道", "都不是"], result.Replies.Single().Choices.Select(c => c.Title));

        harness.Say(Cadre, "鲤城区·开元街道");

        Assert.Equal("kaiyuan-l", DraftOf(harness).UnitId);
    }

    [Fact]
    public void Unit_Unknown_IsTakenAsSaid()
    {
        var harness = AnswerFirst(3);
        harness.Say(Cadre, "某某工作专班");
        Assert.Equal(("某某工作专班", null, IntakeSlot.When), (DraftOf(harness).UnitText, DraftOf(harness).UnitId, DraftOf(harness).Step));
    }

    [Theory]
    [InlineData(0, "随便")]
    [InlineData(1, "嗯")]
    [InlineData(2, "累")]
    [InlineData(3, "这个单位名称写得实在是太长太长了长到不像是一个单位的名称而像是一段完整的话所以不收")]
    [InlineData(6, "随便")]
    public void Answer_ThatCannotBeRead_LeavesTheQuestionOpen(int answered, string text)
    {
        var harness = AnswerFirst(answered);
        harness.Say(Cadre, text);
        Assert.Equal((IntakeSlot)answered, DraftOf(harness).Step);
    }

    [Fact]
    public void Tier_AskedAboutProtection_ExplainsAndAsksAgain()
    {
        var harness = AnswerFirst(0);
        var reply = harness.Ask(Cadre, "匿名安全吗？");
        Assert.Contains("不存您是谁", reply, StringComparison.Ordinal);
        Assert.Null(DraftOf(harness).Tier);
    }

    [Fact]
    public void Button_OfAFinishedDraft_SaysSo()
    {
        var result = Start().Press(Cadre, "intake.submit");
        Assert.Contains("不在填写中", result.Replies.Single().Text, StringComparison.Ordinal);
        Assert.Empty(result.Effects.Records);
    }

    [Fact]
    public void Button_SubmitBeforeTheEnd_FilesNothing()
    {
        var harness = AnswerFirst(4);
        Assert.Empty(harness.Press(Cadre, "intake.submit").Effects.Records);
    }

    private static DialogHarness AnswerFirst(int count)
    {
        var harness = Start();
        harness.Say(Cadre, "我要反映");
        foreach (var answer in Answers.Take(count))
            harness.Say(Cadre, answer);
        Assert.Equal((IntakeSlot)count, DraftOf(harness).Step);
        return harness;
    }

    private static IntakeDraft DraftOf(DialogHarness harness) => harness.ConversationOf(Cadre).DraftOf<IntakeDraft>("intake")!;
}
