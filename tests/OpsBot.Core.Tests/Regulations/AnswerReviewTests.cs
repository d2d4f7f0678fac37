using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations;
using OpsBot.Core.Texts;
using static OpsBot.Core.Tests.Regulations.RegulationChat;

namespace OpsBot.Core.Tests.Regulations;

public sealed class AnswerReviewTests
{
    private const string Office = "office-lady";
    private const string Admin = "admin-man";

    private readonly RegulationChat _chat = new(new DirectorySnapshot(
        [new("city", "云岭市", UnitKind.City, null)],
        [Someone(Cadre, "city", Role.Cadre), Someone(Office, "city", Role.Supervisor), Someone(Admin, "city", Role.Admin), Someone("chief", "city", Role.Leader, Role.Approver)]));

    [Theory]
    [InlineData(null)]
    [InlineData("答得不对")]
    [InlineData("答的不对。")]
    public async Task Wrong_AfterAnAnswer_IsStoredOnceWithQuestionAndClauses(string? word)
    {
        var answer = await _chat.SayAsync(Cadre, Question);
        var last = (await _chat.ConversationOfAsync(Cadre)).LastQuestion!;
        _chat.Clock.Advance(TimeSpan.FromHours(5));
        var pressed = answer.Card!.Buttons[1];

        var reply = word is null ? await _chat.PressAsync(Cadre, pressed) : await _chat.SayAsync(Cadre, word);

        Assert.Equal(RegulationChatTexts.Reported, reply.Text);
        var review = Assert.Single(await _chat.ReviewsAsync());
        Assert.Equal((1, Question, AnswerStatus.Answered, _chat.Clock.Now, last.At.AddDays(7)), (review.Schema, review.Question, review.Status, review.At, review.ExpiresAt));
        Assert.Equal(last.Clauses, review.Clauses);
        Assert.Null((await _chat.ConversationOfAsync(Cadre)).LastQuestion);

        Assert.Equal(RegulationChatTexts.NothingToReport, (await _chat.PressAsync(Cadre, pressed)).Text);
        Assert.Single(await _chat.ReviewsAsync());
    }

    [Fact]
    public async Task Wrong_ButtonOfAnOlderAnswer_IsNotTakenForTheNewest()
    {
        var older = await _chat.SayAsync(Cadre, Question);
        await _chat.SayAsync(Cadre, "泉州能不能要求我们装政务APP");

        Assert.Equal(RegulationChatTexts.OlderAnswer, (await _chat.PressAsync(Cadre, older.Card!.Buttons[1])).Text);
        Assert.Empty(await _chat.ReviewsAsync());
        Assert.NotNull((await _chat.ConversationOfAsync(Cadre)).LastQuestion);
    }

    [Fact]
    public async Task Wrong_LibraryWasSilent_IsStoredWithoutClauses()
    {
        await _chat.SayAsync(Cadre, "八项规定里公务接待的标准是多少");
        await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);

        var review = Assert.Single(await _chat.ReviewsAsync());
        Assert.Equal(AnswerStatus.NoAnswer, review.Status);
        Assert.Empty(review.Clauses);
    }

    [Fact]
    public async Task Wrong_WithinSevenDaysOnly_EvenWhenNoSweepRuns()
    {
        await _chat.SayAsync(Cadre, Question);
        _chat.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(RegulationChatTexts.NothingToReport, (await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong)).Text);
        Assert.Empty(await _chat.ReviewsAsync());
        Assert.Null((await _chat.ConversationOfAsync(Cadre)).LastQuestion);
    }

    [Fact]
    public async Task Sweep_SevenDaysAfterTheQuestion_DeletesRecordAndIndexEntry()
    {
        await _chat.SayAsync(Cadre, Question);
        await _chat.PassAsync(TimeSpan.FromDays(2));
        await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);

        await _chat.PassAsync(TimeSpan.FromDays(5) - TimeSpan.FromMinutes(1));
        Assert.Single(await _chat.ReviewsAsync());

        await _chat.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(await _chat.ReviewsAsync());
        Assert.Contains(_chat.Commits[^1].Effects.Records, write => write.Key.Kind == "answer-review" && write.Json is null);
        Assert.Null(await _chat.NextDueAsync());
    }

    [Fact]
    public async Task Sweep_SevenDaysAfterTheNewestQuestion_ClearsItFromTheConversation()
    {
        await _chat.SayAsync(Cadre, Question);
        await _chat.PassAsync(TimeSpan.FromDays(6));
        await _chat.SayAsync(Cadre, "泉州能不能要求我们装政务APP");

        await _chat.PassAsync(TimeSpan.FromDays(6));
        Assert.NotNull((await _chat.ConversationOfAsync(Cadre)).LastQuestion);

        await _chat.PassAsync(TimeSpan.FromDays(1));
        var conversation = await _chat.ConversationOfAsync(Cadre);
        Assert.Equal((null, 2), (conversation.LastQuestion, conversation.Turns));
        Assert.Null(await _chat.NextDueAsync());
    }

    [Fact]
    public async Task Sweep_CalledEarly_KeepsTheReviewAndItsDueInstant()
    {
        await _chat.SayAsync(Cadre, Question);
        await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);
        var due = await _chat.NextDueAsync();

        await _chat.SweepReviewNowAsync();

        Assert.Single(await _chat.ReviewsAsync());
        Assert.Equal(due, await _chat.NextDueAsync());
    }

    [Theory]
    [InlineData(Cadre)]
    [InlineData("chief")]
    [InlineData(Stranger)]
    public async Task List_WithoutTheRole_IsRefusedAndReadsNothing(string who)
    {
        await _chat.SayAsync(Cadre, Question);
        await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);

        Assert.Equal(RegulationChatTexts.NotForYou, (await _chat.SayAsync(who, RegulationChatTexts.ListWord)).Text);
    }

    [Theory]
    [InlineData(Office)]
    [InlineData(Admin)]
    public async Task List_TwelveReports_ShowsTheNewestTen(string who)
    {
        Assert.Equal(RegulationChatTexts.NoReviews, (await _chat.SayAsync(who, RegulationChatTexts.ListWord)).Text);
        for (var number = 1; number <= 12; number++)
        {
            await _chat.SayAsync(Cadre, $"{Question}，第{number}次问");
            await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);
            _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var lines = (await _chat.SayAsync(who, RegulationChatTexts.ListWord)).Text.Split('\n');

        var questions = lines.Where(line => line.Contains(Question, StringComparison.Ordinal)).ToList();
        Assert.Equal(10, questions.Count);
        Assert.Equal($"1. 11月23日 {Question}，第12次问", questions[0]);
        Assert.EndsWith("第3次问", questions[9], StringComparison.Ordinal);
        var clauses = (await _chat.ReviewsAsync())[^1].Clauses;
        Assert.Contains("   条款：" + string.Join('、', clauses), lines);
        Assert.DoesNotContain(Cadre, string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_OfQuestionAndReport_TieNoPersonToTheText()
    {
        await _chat.SayAsync(Cadre, Question);
        await _chat.SayAsync(Cadre, RegulationChatTexts.Wrong);
        var asked = _chat.Commits[0];
        var reported = _chat.Commits[1];

        // The text is in one place of each commit: the conversation of the turn, then the review.
        Assert.Equal(["conversation"], WritesHolding(asked, Question));
        Assert.Equal(["answer-review"], WritesHolding(reported, Question));
        var review = reported.Effects.Records.Single(write => write.Key.Kind == "answer-review");
        Assert.DoesNotContain(Cadre, review.ToString(), StringComparison.Ordinal);
        Assert.Empty(asked.Effects.Audit);
        foreach (var change in new[] { asked, reported })
        {
            var elsewhere = Written(change, e => new { e.Indexes, e.Dues, e.Outbox, e.Audit }) + change.Once + change.AttemptId;
            Assert.DoesNotContain(Question, elsewhere, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Cadre, Written(reported, e => new { e.Indexes, e.Audit }), StringComparison.Ordinal);
        var conversation = reported.Effects.Records.Single(write => write.Key.Kind == "conversation");
        Assert.DoesNotContain(review.Key.Id, conversation.ToString(), StringComparison.Ordinal);
        Assert.Equal(["asker"], _chat.Audit.Select(line => line.Actor));
    }

    private static IEnumerable<string> WritesHolding(ChangeSet change, string text) =>
        change.Effects.Records.Where(write => write.Json?.Contains(text, StringComparison.Ordinal) == true).Select(write => write.Key.Kind);
}
