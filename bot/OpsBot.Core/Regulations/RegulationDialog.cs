using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Regulations.Model;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>
/// Answers from the library whatever no other dialog claims. Of the asker it keeps nothing; of the question the newest
/// only, for seven days, so that a wrong answer can be reported. In the middle of another dialog not even that: the words may
/// turn out to be part of a complaint.
/// </summary>
public sealed class RegulationDialog(RegulationAnswerer answerer, ClauseLibrary library, PlaceBook places, Taxonomy taxonomy) : IDialog
{
    private const int IdLength = 12;

    /// <inheritdoc/>
    public string Name => "regulation";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => false;

    /// <summary>The answer is made without the model; it may only put its first sentence into other words.</summary>
    public FactNeeds Needs(TurnFacts facts) =>
        facts.HasModel && PolishRequest.Of(AnswerTo(facts), library) is { } request ? new FactNeeds { Rewordings = [request] } : FactNeeds.None;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var question = facts.Message.Text;
        var answer = AnswerTo(facts);
        if (PolishRequest.Of(answer, library) is { } request && facts.Reworded.TryGetValue(request.Sentence, out var sentence))
            answer = PolishRequest.Replace(answer, sentence);
        var plain = new MessageContent(answer.Text) { Choices = [.. answer.Options.Select(option => new Choice(option))] };
        if (facts.Conversation.Dialog is not null || answer.Status == AnswerStatus.SmallTalk)
            return new TurnResult(facts.Conversation, [plain]);
        if (answer.Status is not (AnswerStatus.Answered or AnswerStatus.NoAnswer))
            return new TurnResult(facts.Conversation with { LastQuestion = null }, [plain]) { IsFreeSpeech = true };
        var last = new LastQuestion(facts.NewId("question", IdLength), question, [.. answer.Citations.Select(citation => citation.ClauseId)], facts.Now);
        var reply = plain with
        {
            Choices = [.. plain.Choices, new Choice(RegulationChatTexts.Wrong)],
            Card = answer.Status == AnswerStatus.Answered ? CardOf(last, answer.Citations[0].Quote) : null,
        };
        return new TurnResult(facts.Conversation with { LastQuestion = last }, [reply])
        {
            IsFreeSpeech = true,
            Effects = new Effects { Dues = [QuestionExpiryHandler.Due(facts.Message.Key, last.ExpiresAt())] },
        };
    }

    private Answer AnswerTo(TurnFacts facts) => answerer.Answer(facts.Message.Text, AskerTerritory.Of(facts.Sender, facts.Directory, places));

    // The buttons of an older answer stay right, while a typed word always means the newest.
    private Card CardOf(LastQuestion last, string quote)
    {
        var report = new Dictionary<string, string> { ["clause"] = last.Clauses[0] };
        if ((taxonomy.Suggest(last.Text) ?? taxonomy.Suggest(quote)) is { } category)
            report["category"] = category.Id;
        return new Card
        {
            Title = RegulationChatTexts.About,
            Buttons =
            [
                new CardButton(RegulationTexts.ReportOption, new BotAction("intake.start", report)),
                new CardButton(RegulationChatTexts.Wrong, BotAction.On(AnswerReviewDialog.WrongAction, last.Id)),
            ],
        };
    }
}
