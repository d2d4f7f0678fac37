using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Takes the word that the last answer was wrong, and shows the office what was called wrong. Opens nothing.</summary>
public sealed class AnswerReviewDialog : IDialog
{
    /// <summary>The button of an answer; its id is that of the question.</summary>
    public const string WrongAction = "regulation.wrong";

    private const int IdLength = 26;
    private static readonly IndexQuery Newest = new(AnswerReview.Index, 10, NewestFirst: true);

    /// <inheritdoc/>
    public string Name => "answer-review";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => IsWrong(facts) || IsList(facts);

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts) => IsList(facts) && MayList(facts)
        ? new FactNeeds { Lists = [Newest], Records = [.. facts.List(Newest).Select(AnswerReview.Kind.Key)] }
        : FactNeeds.None;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        if (IsList(facts))
            return new TurnResult(facts.Conversation, [MayList(facts) ? Reviews(facts) : RegulationChatTexts.NotForYou]);
        if (facts.Conversation.LastQuestion is not { } last || last.ExpiresAt() <= facts.Now)
            return new TurnResult(facts.Conversation with { LastQuestion = null }, [RegulationChatTexts.NothingToReport]);
        if (facts.Message.Action is { } action && action["id"] != last.Id)
            return new TurnResult(facts.Conversation, [RegulationChatTexts.OlderAnswer]);
        // The conversation forgets the question: from here on nothing ties it to the person, and it cannot be reported twice.
        return new TurnResult(facts.Conversation with { LastQuestion = null }, [RegulationChatTexts.Reported]) { Effects = Report(facts, last) };
    }

    private static Effects Report(TurnFacts facts, LastQuestion last)
    {
        var id = facts.NewId("answer-review", IdLength);
        var review = new AnswerReview
        {
            Question = last.Text,
            Clauses = last.Clauses,
            Status = last.Clauses.Count > 0 ? AnswerStatus.Answered : AnswerStatus.NoAnswer,
            At = facts.Now,
            ExpiresAt = last.ExpiresAt(),
        };
        return new Effects
        {
            Records = [AnswerReview.Kind.Put(id, review, 0)],
            Indexes = [new IndexWrite(AnswerReview.Index, id, facts.Now)],
            Dues = [AnswerReview.Due(id, review.ExpiresAt), QuestionExpiryHandler.Due(facts.Message.Key, null)],
            // Who asked is not the audit's to know.
            Audit = [new AuditEntry(facts.Now, "asker", "answer.reported", AnswerReview.Kind.Key(id).ToString())],
        };
    }

    private static MessageContent Reviews(TurnFacts facts)
    {
        var listing = facts.Listing(AnswerReview.Kind, Newest);
        return listing.Told(RegulationChatTexts.Reviews([.. listing.Items.Where(review => review.ExpiresAt > facts.Now)]));
    }

    private static bool IsWrong(TurnFacts facts) =>
        facts.Message.Action is { } action ? action.Name == WrongAction : RegulationChatTexts.WrongWords.Contains(Bare(facts.Message.Text));

    private static bool IsList(TurnFacts facts) => facts.Message.Action is null && Bare(facts.Message.Text) == RegulationChatTexts.ListWord;

    private static bool MayList(TurnFacts facts) => facts.Sender is { } sender && (sender.Is(Role.Supervisor) || sender.Is(Role.Admin));

    private static string Bare(string text) => text.Trim().TrimEnd('。', '！', '!');
}
