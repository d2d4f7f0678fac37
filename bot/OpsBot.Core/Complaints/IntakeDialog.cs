using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>
/// Takes a complaint in a conversation. Nothing is kept of it outside the conversation until it is confirmed; the
/// confirmation is one commit with case, sealed original, receipt and the office's assignment.
/// </summary>
/// <param name="taxonomy">Categories of burden.</param>
/// <param name="keys">Hashes of receipts.</param>
/// <param name="form">Where reports come without an account; null: nowhere.</param>
public sealed class IntakeDialog(Taxonomy taxonomy, ReceiptKeys keys, PublicForm? form = null) : IDialog, IAsideAware
{
    private readonly IntakeAnswers _answers = new(taxonomy);
    private readonly IntakeFiling _filing = new(taxonomy, keys);
    private readonly IntakeErasure _erasure = new(form ?? PublicForm.Closed);

    /// <inheritdoc/>
    public string Name => "intake";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is { } action
        ? action.Name.StartsWith("intake.", StringComparison.Ordinal)
        : IntakeCommand.Read(facts).Kind is IntakeCommandKind.Start or IntakeCommandKind.Restart or IntakeCommandKind.Anonymously;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        var (draft, command) = (Draft(facts), IntakeCommand.Read(facts));
        var files = facts.Conversation.Trail?.Files.Count is null or 0 && facts.Message.FileIds.Count == 0 ? [] : IntakeErasure.FilesOf(facts).ToArray();
        if (draft is not null && Submits(facts, draft) && !NeedsNoAccount(facts, draft, command))
            return new FactNeeds { Records = [.. IntakeFiling.CandidateIds(facts).Select(Case.Kind.Key), .. facts.Message.IsAnonymous ? files : []] };
        return files.Length > 0 && (command.Kind == IntakeCommandKind.Cancel || NeedsNoAccount(facts, draft, command))
            ? new FactNeeds { Records = files }
            : FactNeeds.None;
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var command = IntakeCommand.Read(facts);
        if (NeedsNoAccount(facts, Draft(facts), command))
            return _erasure.Elsewhere(facts);
        if (Draft(facts) is not { } draft)
            return command.Kind switch
            {
                IntakeCommandKind.Start or IntakeCommandKind.Restart or IntakeCommandKind.Anonymously => Begin(facts, command),
                IntakeCommandKind.Cancel => Keep(facts, ComplaintTexts.NothingOpen),
                _ => Keep(facts, ComplaintTexts.StartFirst),
            };
        return command.Kind switch
        {
            IntakeCommandKind.Restart => Begin(facts, command),
            // One of the two ways, said in full, answers the question which of them.
            IntakeCommandKind.Start when command.Tier is not null && draft.Step == IntakeSlot.Tier && command.Rest.Length == 0 => Answer(facts, draft, facts.Message.Text),
            IntakeCommandKind.Start when facts.Message.Action is not null || command.Rest.Length == 0 => Ask(facts, draft, ComplaintTexts.StillOpen),
            IntakeCommandKind.Resume => Ask(facts, draft, null),
            IntakeCommandKind.Cancel => IntakeErasure.Cancelled(facts),
            IntakeCommandKind.Back => Back(facts, draft),
            IntakeCommandKind.Correct => Correct(facts, draft, command),
            IntakeCommandKind.Submit when Submits(facts, draft) => Submit(facts, draft),
            IntakeCommandKind.Submit when facts.Message.Action is not null => Ask(facts, draft, ComplaintTexts.NotComplete),
            _ => Answer(facts, draft, facts.Message.Text),
        };
    }

    /// <inheritdoc/>
    public bool IsAside(TurnFacts facts)
    {
        var text = facts.Message.Text;
        if (facts.Message.Action is not null || Draft(facts) is not { } draft || IntakeCommand.Read(facts).Kind != IntakeCommandKind.None)
            return false;
        return draft.Step switch
        {
            IntakeSlot.Tier => QuestionShape.IsQuestion(text) && IntakeAnswers.ReadTier(text) is null && !ComplaintTexts.AsksAboutProtection(text),
            IntakeSlot.Category => QuestionShape.IsPlainQuestion(text) && taxonomy.Named(text) is null,
            IntakeSlot.When => QuestionShape.IsQuestion(text) && WhenReader.Read(text, Local(facts)) is null,
            IntakeSlot.Evidence or IntakeSlot.What => QuestionShape.IsPlainQuestion(text),
            _ => QuestionShape.IsQuestion(text),
        };
    }

    /// <inheritdoc/>
    public Conversation RememberAside(TurnFacts facts) => Draft(facts) is { Step: IntakeSlot.What } draft
        ? facts.Conversation.With(Name, draft with { PendingAside = facts.Message.Text })
        : facts.Conversation;

    /// <inheritdoc/>
    public MessageContent ResumePrompt(TurnFacts facts)
    {
        var prompt = ComplaintTexts.Resumed(Prompt(facts, Draft(facts) ?? new IntakeDraft()));
        return Draft(facts) is { Step: IntakeSlot.What }
            ? prompt with { Choices = [new Choice(ComplaintTexts.ThatWasIt), .. prompt.Choices] }
            : prompt;
    }

    private static LastQuestion? QuestionOf(TurnFacts facts) => facts.Conversation.LastQuestion is { } last && last.ExpiresAt() > facts.Now ? last : null;

    private IntakeDraft? Draft(TurnFacts facts) => facts.Conversation.DraftOf<IntakeDraft>(Name);

    private static bool Submits(TurnFacts facts, IntakeDraft draft) =>
        draft.Step == IntakeSlot.Confirm && draft.FirstOpen() == IntakeSlot.Confirm && IntakeCommand.Read(facts).Kind == IntakeCommandKind.Submit;

    // Nobody stays unnamed who writes from an account, whether it was said now, earlier, or to an earlier version.
    private static bool NeedsNoAccount(TurnFacts facts, IntakeDraft? draft, IntakeCommand command)
    {
        if (facts.Message.IsAnonymous)
            return false;
        if (draft?.Tier == ProtectionTier.Anonymous || command.Kind == IntakeCommandKind.Anonymously)
            return true;
        return command switch
        {
            { Kind: IntakeCommandKind.Start or IntakeCommandKind.Restart, Tier: ProtectionTier.Anonymous } => true,
            { Kind: IntakeCommandKind.Correct, Slot: IntakeSlot.Tier, Rest: { Length: > 0 } rest } => draft is not null && IntakeAnswers.ReadTier(rest) == ProtectionTier.Anonymous,
            { Kind: IntakeCommandKind.None } => draft?.Step == IntakeSlot.Tier && facts.Message.Action is null && !QuestionShape.IsQuestion(facts.Message.Text)
                && IntakeAnswers.ReadTier(facts.Message.Text) == ProtectionTier.Anonymous,
            _ => false,
        };
    }

    private static DateTimeOffset Local(TurnFacts facts) => facts.Now.ToOffset(facts.Hours.Territory.Plan.Schedule.UtcOffset);

    private TurnResult Begin(TurnFacts facts, IntakeCommand command)
    {
        var action = facts.Message.Action;
        var told = command.Rest.Length is >= 8 and <= IntakeAnswers.LongestStory ? command.Rest : null;
        var last = action is null && facts.Message.Text == RegulationTexts.ReportOption ? QuestionOf(facts) : null;
        var draft = new IntakeDraft
        {
            What = told,
            // Who is not known cannot be told later, so there is nothing to choose.
            Tier = facts.Message.IsAnonymous ? ProtectionTier.Anonymous : command.Tier,
            CategoryId = taxonomy.Find(action?["category"])?.Id ?? taxonomy.Suggest(last?.Text ?? "")?.Id,
            ClauseId = action?["clause"] is { Length: > 0 and <= 64 } clause ? clause : last?.Clauses.FirstOrDefault(),
        };
        // The question is forgotten, so that it cannot tell who filed an anonymous case.
        var forgotten = facts with { Conversation = facts.Conversation with { LastQuestion = null } };
        var kept = told is null ? null : ComplaintTexts.StoryKept;
        return Ask(forgotten, draft.Onward(), facts.Message.IsAnonymous ? Joined(ComplaintTexts.OnlyAnonymous, kept) : kept);
    }

    private TurnResult Answer(TurnFacts facts, IntakeDraft draft, string text)
    {
        if (draft.Step == IntakeSlot.Tier && ComplaintTexts.AsksAboutProtection(text) && QuestionShape.IsQuestion(text))
            return Ask(facts, draft, ComplaintTexts.ProtectionAnswer);
        if (ReceiptCode.Find(text) is not null && text.Length < 40)
            return Ask(facts, draft, ComplaintTexts.ReceiptInIntake);
        if (text.Length == 0)
            return Ask(facts, draft, ComplaintTexts.TextOnly);
        var (next, note) = _answers.Take(draft, text, facts.Directory, Local(facts));
        return Ask(facts, next, note);
    }

    private static MessageContent Joined(MessageContent first, MessageContent? second) =>
        second is null ? first : first with { Text = first.Text + "\n" + second.Text };

    private TurnResult Back(TurnFacts facts, IntakeDraft draft) => draft.Step == FirstSlot(facts)
        ? Ask(facts, draft, ComplaintTexts.FirstStep)
        : Ask(facts, draft with { Step = draft.Step - 1, UnitCandidates = [], PendingAside = null }, null);

    private static IntakeSlot FirstSlot(TurnFacts facts) => facts.Message.IsAnonymous ? IntakeSlot.Tier + 1 : IntakeSlot.Tier;

    private TurnResult Correct(TurnFacts facts, IntakeDraft draft, IntakeCommand command)
    {
        if (command.Slot is not { } slot)
            return new TurnResult(facts.Conversation.With(Name, draft) with { Trail = TrailOf(facts) }, [ComplaintTexts.CorrectWhat]);
        if (slot < FirstSlot(facts))
            return Ask(facts, draft, ComplaintTexts.OnlyAnonymous);
        var at = draft with { Step = slot, UnitCandidates = [], PendingAside = null };
        return command.Rest.Length > 0 ? Answer(facts, at, command.Rest) : Ask(facts, at, null);
    }

    private TurnResult Submit(TurnFacts facts, IntakeDraft draft) =>
        _filing.File(facts, draft) is not { } filed ? Ask(facts, draft, ComplaintTexts.TryAgain)
            : facts.Message.IsAnonymous ? IntakeErasure.WithoutTraces(filed, facts)
            : filed;

    private TurnResult Ask(TurnFacts facts, IntakeDraft draft, MessageContent? note)
    {
        var prompt = Prompt(facts, draft);
        var reply = note is null ? prompt : prompt.After(note.Text);
        return new TurnResult(facts.Conversation.With(Name, draft) with { Trail = TrailOf(facts) }, [reply]);
    }

    private DialogTrail TrailOf(TurnFacts facts) =>
        facts.Conversation.Trail ?? (facts.Conversation.Dialog == Name ? DialogTrail.Unknown : new DialogTrail());

    private static TurnResult Keep(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);

    private MessageContent Prompt(TurnFacts facts, IntakeDraft draft) => draft.Step switch
    {
        IntakeSlot.Tier => ComplaintTexts.AskTier,
        IntakeSlot.Category => ComplaintTexts.AskCategory(taxonomy, taxonomy.Suggest(draft.What ?? "")),
        IntakeSlot.What => ComplaintTexts.AskWhat,
        IntakeSlot.Unit when draft.UnitCandidates.Count > 0 =>
            ComplaintTexts.WhichUnit([.. draft.UnitCandidates.Select(facts.Directory.Unit).OfType<Organization.Unit>().Select(u => UnitMatcher.TitleOf(facts.Directory, u))]),
        IntakeSlot.Unit => ComplaintTexts.AskUnit,
        IntakeSlot.When => ComplaintTexts.AskWhen,
        IntakeSlot.Evidence => ComplaintTexts.AskEvidence,
        _ => ComplaintTexts.Confirm(draft, taxonomy),
    };
}
