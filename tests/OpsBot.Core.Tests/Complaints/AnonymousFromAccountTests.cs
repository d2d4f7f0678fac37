using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Who writes from an account stays unnamed nowhere in the chat: no case is filed, and the way to the public form is told.</summary>
public sealed class AnonymousFromAccountTests
{
    private const string Form = "https://jianfu.example.gov.cn/public";
    private const string Marker = "标记词七三九";

    public static TheoryData<string> WaysToSayIt =>
        ["匿名", "匿名反映", "2", "２", "我要匿名", "还是匿名吧", "改成匿名", "修改方式：匿名", "换成匿名的", "我要匿名反映", "匿名举报"];

    [Theory]
    [MemberData(nameof(WaysToSayIt))]
    public void Choose_AsTheFirstAnswer_FilesNothingAndGivesTheBareAddress(string said)
    {
        var harness = With(Form);
        harness.Say(Cadre, $"我要反映 {Marker}，{Story}");

        AssertGone(harness, harness.Say(Cadre, said));
    }

    [Theory]
    [MemberData(nameof(WaysToSayIt))]
    public void Choose_AfterEverythingWasTold_DeletesItAll(string said)
    {
        if (said is "2" or "２")
            said = "修改方式 2";
        var harness = With(Form);
        foreach (var text in new[] { "我要反映", "保密反映", "指尖上的形式主义", Marker + Story, "东湖街道", "昨天晚上10点", Marker })
            harness.Say(Cadre, text);

        AssertGone(harness, harness.Say(Cadre, said));
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
    }

    [Theory]
    [InlineData("匿名反映：")]
    [InlineData("我要匿名举报")]
    [InlineData("我想匿名投诉 ")]
    public void Choose_TogetherWithTheStory_KeepsNoWordOfIt(string start)
    {
        var harness = With(Form);

        AssertGone(harness, harness.Say(Cadre, start + Marker + Story));
    }

    [Theory]
    [InlineData("提交")]
    [InlineData("继续")]
    [InlineData("重新开始")]
    [InlineData("修改单位")]
    [InlineData("又一段话，" + Marker)]
    public void AnyTurn_OfADraftThatAnEarlierVersionStoredAsAnonymous_FilesNothing(string said)
    {
        var harness = With(Form);
        harness.Say(Cadre, "帮助");
        var old = new IntakeDraft
        {
            Step = IntakeSlot.Confirm,
            Tier = ProtectionTier.Anonymous,
            CategoryId = ComplaintWorld.Taxonomy.Categories[0].Id,
            What = Marker + Story,
            UnitText = "",
            WhenText = "",
            Evidence = "",
        };
        var key = Conversation.Kind.Key(harness.Records.Keys.Single(k => k.Kind == Conversation.Kind.Name).Id);
        harness.Apply(new Effects { Records = [Conversation.Kind.Put(key.Id, harness.ConversationOf(Cadre).With("intake", old), harness.Records[key].Version)] });

        var result = harness.Say(Cadre, said);

        AssertGone(harness, result);
        // The version before kept no list of what belongs to the draft.
        Assert.Null(DialogTrail.Unknown.Erased("talk")[0].Ids);
    }

    [Fact]
    public void Choose_WithoutAPublicForm_SaysSoAndOffersTheOtherWays()
    {
        var harness = With(null);
        harness.Say(Cadre, "我要反映");

        var result = harness.Say(Cadre, "匿名");
        var text = DialogHarness.TextOf(result);

        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        Assert.Contains("还没有开通", text, StringComparison.Ordinal);
        Assert.Contains("12345", text, StringComparison.Ordinal);
        Assert.Equal(["我要保密反映"], result.Replies[0].Choices.Select(c => c.Title));
        Assert.Contains("属于哪一类", harness.Ask(Cadre, "我要保密反映"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("匿名安全吗？")]
    [InlineData("匿名举报会被查到吗？")]
    public void Question_AboutIt_DeletesNothing(string question)
    {
        var harness = With(Form);
        harness.Say(Cadre, $"我要反映 {Marker}，{Story}");

        harness.Say(Cadre, question);

        Assert.Contains(Marker, harness.ConversationOf(Cadre).DraftOf<IntakeDraft>("intake")!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Story_ThatSpeaksOfAnonymousLetters_IsAStory()
    {
        var harness = With(Form);
        foreach (var text in new[] { "我要反映", "保密反映", "指尖上的形式主义" })
            harness.Say(Cadre, text);

        harness.Say(Cadre, "匿名信被转给了乡里，还要我们写说明");

        Assert.Equal("匿名信被转给了乡里，还要我们写说明", harness.ConversationOf(Cadre).DraftOf<IntakeDraft>("intake")!.What);
    }

    [Fact]
    public void Visitor_WithoutAnAccount_FilesAsBefore()
    {
        var harness = With(Form);
        var (receipt, id) = File(harness, tier: "匿名反映");

        Assert.Equal(ProtectionTier.Anonymous, CaseOf(harness, id).Tier);
        Assert.Contains("等专班核实", harness.Ask("visitor-later", receipt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example/public", true)]
    [InlineData("http://127.0.0.1:5080/public", true)]
    [InlineData("https://a.example/public?t=1", false)]
    [InlineData("https://a.example/public#x", false)]
    [InlineData("https://u:p@a.example/public", false)]
    [InlineData("ftp://a.example/", false)]
    [InlineData("/public", false)]
    [InlineData("", false)]
    public void Address_TakesOnlyWhatIsTheSameForAll(string address, bool isTaken) => Assert.Equal(isTaken, PublicForm.At(address) is not null);

    private static DialogHarness With(string? form) => new(
        [new IntakeDialog(ComplaintWorld.Taxonomy, Keys, PublicForm.At(form)), .. Dialogs().Skip(1)], ComplaintWorld.Directory, Morning, WorkTime.WorkTimeData.Edition);

    private static void AssertGone(DialogHarness harness, TurnResult result)
    {
        var text = DialogHarness.TextOf(result);
        Assert.Contains(Form, text.Split('\n'));
        Assert.Contains("重新说一遍", text, StringComparison.Ordinal);
        Assert.Contains("知道您的账号", text, StringComparison.Ordinal);
        Assert.DoesNotContain('?', text);
        Assert.True(result.KeepsNoWords);
        Assert.Null(harness.ConversationOf(Cadre).Dialog);
        Assert.DoesNotContain(harness.Records.Keys, k => k.Kind == Case.Kind.Name || k.Kind == SealedOriginal.Kind.Name || k.Kind == ReceiptEntry.Kind.Name);
        Assert.All(harness.Records.Values, r => Assert.DoesNotContain(Marker, r.Json, StringComparison.Ordinal));
        Assert.Empty(harness.Outbox);
        Assert.Empty(harness.Audit);
    }
}
