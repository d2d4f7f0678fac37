using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Regulations.Utterances;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>An admin writes a circular: unit, text, a look at who gets it and when, submission to a second person.</summary>
/// <param name="overrides">Grounds on which it may be sent at any hour.</param>
/// <param name="commands">Knows the chat's commands, which are never a text; null: only the words of this dialog and of circulars are known.</param>
public sealed partial class CircularDialog(OverrideRules overrides, CommandReader? commands = null) : IDialog, IAsideAware, IReservesCommands
{
    /// <summary>Starts a draft.</summary>
    public const string NewAction = "circular-draft.new";

    /// <summary>Starts a draft from the returned circular <c>id</c>.</summary>
    public const string RewriteAction = "circular-draft.rewrite";

    private const string Domain = "circular-draft.";

    /// <inheritdoc/>
    public string Name => "circular";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is { } action
        ? action.Name.StartsWith(Domain, StringComparison.Ordinal)
        : facts.Message.Text == CircularDraftTexts.NewWord || RewrittenId(facts) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (RewrittenId(facts) is { } id)
            return new FactNeeds { Records = [Circular.Kind.Key(id)] };
        return facts.Conversation.DraftOf<CircularDraft>(Name) is { } draft
            ? new FactNeeds { Records = [.. CircularReaders.QuietOf(facts, draft)] }
            : FactNeeds.None;
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var draft = facts.Conversation.DraftOf<CircularDraft>(Name);
        if (facts.Sender?.Is(Role.Admin) != true)
            return new TurnResult(draft is null ? facts.Conversation : facts.Conversation.Closed(), [CircularTexts.OnlyAdmins]);
        if (facts.Message.Action is { Name: not NewAction and not RewriteAction } action)
            return Press(facts, draft, action);
        if (draft is null)
            return RewrittenId(facts) is { } id ? Rewrite(facts, id) : Ask(facts, new CircularDraft());
        if (facts.Message.Action is not null)
            return new TurnResult(facts.Conversation, [CircularDraftTexts.DraftOpen, Prompt(facts, draft)]);
        return Type(facts, draft, facts.Message.Text);
    }

    /// <inheritdoc/>
    public bool IsAside(TurnFacts facts)
    {
        var text = facts.Message.Text;
        return facts.Conversation.DraftOf<CircularDraft>(Name) switch
        {
            // A circular's text may well end in a question; there nothing is an aside.
            null or { Step: CircularDraftStep.Text } => false,
            { Step: CircularDraftStep.Unit } => Question().IsMatch(text) && CircularUnitFinder.Find(facts.Directory, text).Count == 0,
            _ => Question().IsMatch(text),
        };
    }

    /// <inheritdoc/>
    public bool IsForOthers(TurnFacts facts) =>
        facts.Conversation.DraftOf<CircularDraft>(Name) is { Step: CircularDraftStep.Text } && IsCommand(facts.Message)
        && !CircularDraftTexts.OwnWords.Contains(facts.Message.Text) && !CircularDraftTexts.CancelWords.Contains(facts.Message.Text) && !CircularDraftTexts.BackWords.Contains(facts.Message.Text);

    /// <inheritdoc/>
    public Conversation RememberAside(TurnFacts facts) => facts.Conversation;

    /// <inheritdoc/>
    public MessageContent ResumePrompt(TurnFacts facts) =>
        Prompt(facts, facts.Conversation.DraftOf<CircularDraft>(Name) ?? new CircularDraft());

    private TurnResult Press(TurnFacts facts, CircularDraft? draft, BotAction action)
    {
        if (draft is null)
            return new TurnResult(facts.Conversation, [CircularDraftTexts.OldCard]);
        if (draft.Step != CircularDraftStep.Confirm || draft.CardId != action["id"])
            return new TurnResult(facts.Conversation, [CircularDraftTexts.OldCard, Prompt(facts, draft)]);
        return action.Name[Domain.Length..] switch
        {
            "submit" => Submit(facts, draft),
            "text" => Ask(facts, draft with { Step = CircularDraftStep.Text }),
            "unit" => Ask(facts, draft with { Step = CircularDraftStep.Unit }),
            "urgent" => new TurnResult(facts.Conversation, [UrgentForm(draft)]),
            "urge" => Urge(facts, draft, OverrideTermsReader.FromCard(action)),
            "calm" => Ask(facts, draft with { Urgent = null }),
            "cancel" => Cancel(facts),
            _ => new TurnResult(facts.Conversation, [CircularDraftTexts.OldCard, Prompt(facts, draft)]),
        };
    }

    private TurnResult Type(TurnFacts facts, CircularDraft draft, string text)
    {
        if (CircularDraftTexts.CancelWords.Contains(text))
            return draft is { Step: CircularDraftStep.Text, Text: not null } ? Ask(facts, draft with { Step = CircularDraftStep.Confirm }, CircularDraftTexts.TextKept) : Cancel(facts);
        if (CircularDraftTexts.BackWords.Contains(text))
            return draft.Step == CircularDraftStep.Unit
                ? Ask(facts, draft, CircularDraftTexts.FirstStep)
                : Ask(facts, draft with { Step = draft.Step - 1 });
        if (text.Length == 0 || CircularDraftTexts.ResumeWords.Contains(text))
            return Ask(facts, draft);
        return draft.Step switch
        {
            CircularDraftStep.Unit => TakeUnit(facts, draft, text),
            CircularDraftStep.Text => TakeText(facts, draft, text),
            _ => TakeConfirm(facts, draft, text),
        };
    }

    private TurnResult TakeUnit(TurnFacts facts, CircularDraft draft, string text)
    {
        if (text == CircularDraftTexts.KeepWord && draft.UnitId is not null)
            return Ask(facts, AfterUnit(draft));
        var found = CircularUnitFinder.Find(facts.Directory, text);
        if (found.Count == 0)
            return Ask(facts, draft, CircularDraftTexts.NoSuchUnit);
        if (found.Count > 1)
            return new TurnResult(facts.Conversation.With(Name, draft), [CircularDraftTexts.WhichUnit(facts.Directory, found)]);
        return CircularAudience.Of(facts.Directory, found[0].Id).PersonCount == 0
            ? Ask(facts, draft, CircularDraftTexts.NobodyThere(found[0].Name))
            : Ask(facts, AfterUnit(draft with { UnitId = found[0].Id }));
    }

    private TurnResult TakeText(TurnFacts facts, CircularDraft draft, string text)
    {
        if (text == CircularDraftTexts.KeepWord && draft.Text is not null)
            return Ask(facts, draft with { Step = CircularDraftStep.Confirm });
        if (text == CircularDraftTexts.UndoWord && draft.Text is not null)
            return Ask(facts, draft with { Step = CircularDraftStep.Confirm }, CircularDraftTexts.TextKept);
        if (IsCommand(facts.Message))
            return Ask(facts, draft, CircularDraftTexts.NotAText(text));
        var clean = text.ReplaceLineEndings("\n").Trim();
        return clean.Length > Circular.MaxTextLength
            ? new TurnResult(facts.Conversation.With(Name, draft), [CircularDraftTexts.TextTooLong(clean.Length)])
            : draft.Text is null || draft.Text == clean
                ? Ask(facts, draft with { Text = clean, Step = CircularDraftStep.Confirm })
                : Ask(facts, draft with { Text = clean, Previous = draft.Text, Step = CircularDraftStep.Confirm }, CircularDraftTexts.TextChanged);
    }

    private bool IsCommand(InboundMessage message) =>
        CircularDraftTexts.OwnWords.Contains(message.Text) || CircularCommand.Read(message) is not null || OverrideCommand.Read(message) is not null || commands?.Read(message.Text).Count > 0;

    private TurnResult Undo(TurnFacts facts, CircularDraft draft) => draft.Previous is null
        ? Ask(facts, draft, CircularDraftTexts.NothingToUndo)
        : Ask(facts, draft with { Text = draft.Previous, Previous = draft.Text }, CircularDraftTexts.TextRestored);

    private TurnResult TakeConfirm(TurnFacts facts, CircularDraft draft, string text) => text switch
    {
        CircularDraftTexts.SubmitWord or "提交" => Submit(facts, draft),
        CircularDraftTexts.UndoWord => Undo(facts, draft),
        CircularDraftTexts.ChangeTextWord => Ask(facts, draft with { Step = CircularDraftStep.Text }),
        CircularDraftTexts.ChangeUnitWord => Ask(facts, draft with { Step = CircularDraftStep.Unit }),
        CircularDraftTexts.ChangeWord => new TurnResult(facts.Conversation, [CircularDraftTexts.ChangeWhat]),
        OverrideTexts.OffWord => Ask(facts, draft with { Urgent = null }),
        OverrideTexts.Word => new TurnResult(facts.Conversation, [UrgentForm(draft)]),
        _ when text.StartsWith(OverrideTexts.Word, StringComparison.Ordinal) => Urge(facts, draft, OverrideTermsReader.FromText(text[OverrideTexts.Word.Length..], overrides)),
        _ => Ask(facts, draft, CircularDraftTexts.ChooseOne),
    };

    private MessageContent UrgentForm(CircularDraft draft) =>
        OverrideTexts.Form(overrides, BotAction.On(Domain + "urge", draft.CardId ?? ""), OverrideTexts.Word);

    private TurnResult Urge(TurnFacts facts, CircularDraft draft, OverrideTerms terms) =>
        OverridePolicy.WhyNotTerms(terms, overrides) is { } why
            ? new TurnResult(facts.Conversation, [OverrideTexts.Refused(why, overrides), UrgentForm(draft)])
            : Ask(facts, draft with { Urgent = terms });

    private TurnResult Submit(TurnFacts facts, CircularDraft draft)
    {
        var today = facts.Hours.Territory.LocalDate(facts.Now);
        var unsent = new Circular
        {
            Id = CircularId.Create(today, facts.Entropy),
            Status = CircularStatus.Draft,
            UnitId = draft.UnitId!,
            Title = Circular.TitleOf(draft.Text!),
            Text = draft.Text!,
            AuthorId = facts.Sender!.Id,
            SubmittedAt = facts.Now,
        };
        Override? item = null;
        if (draft.Urgent is not null)
        {
            var asked = OverridePolicy.Request(
                OverrideId.Create(today, facts.Entropy), draft.Urgent, Circular.SubjectOf(unsent.Id), [unsent.UnitId], facts.Sender, overrides, facts.Directory, facts.Now);
            if (asked is not OverrideDecision.Done { Override: var wanted })
                return new TurnResult(facts.Conversation, [OverrideTexts.Refused(((OverrideDecision.Refused)asked).Why, overrides)]);
            item = wanted;
            unsent = unsent with { Urgent = CircularUrgency.Of(item, overrides) };
        }
        return CircularPolicy.Submit(unsent, facts.Sender, facts.Directory, facts.Now) switch
        {
            CircularDecision.Done done => new TurnResult(
                facts.Conversation.Closed(),
                [CircularDraftTexts.Submitted(done.Circular, CircularReaders.ForApprovers(facts), facts.Now), .. item is null ? Array.Empty<MessageContent>() : [OverrideTexts.SubmittedWithCircular(item.Id)]])
            {
                Effects = CircularChange.Submitted(done.Circular, facts, facts.Hours.Territory.Plan.Schedule.UtcOffset)
                    .Plus(item is null ? Effects.None : OverrideChange.Requested(item, overrides, facts, OverrideIndexes.MonthOf(today))),
            },
            CircularDecision.Refused refused => new TurnResult(facts.Conversation, [CircularTexts.Refused(refused.Why)]),
            _ => throw new InvalidOperationException("Unknown decision."),
        };
    }

    /// <summary>The author takes up the words of a returned circular; it becomes a new one with its own id and approval.</summary>
    private TurnResult Rewrite(TurnFacts facts, string id)
    {
        var circular = facts.Find(Circular.Kind, id)?.Value;
        if (circular is null || circular.AuthorId != facts.Sender!.Id)
            return new TurnResult(facts.Conversation, [CircularTexts.Refused(CircularRefusal.NotFound)]);
        if (circular.Status is not (CircularStatus.Returned or CircularStatus.Recalled))
            return new TurnResult(facts.Conversation, [CircularDraftTexts.CannotRewrite(circular)]);
        return Ask(facts, new CircularDraft { Step = CircularDraftStep.Text, UnitId = circular.UnitId, Text = circular.Text });
    }

    private TurnResult Cancel(TurnFacts facts) => new(facts.Conversation.Closed(), [CircularDraftTexts.Cancelled]);

    private TurnResult Ask(TurnFacts facts, CircularDraft draft, params MessageContent[] before)
    {
        if (draft.Step == CircularDraftStep.Confirm)
            draft = draft with { CardId = facts.NewId("circular-card") };
        return new TurnResult(facts.Conversation.With(Name, draft), [.. before, Prompt(facts, draft)]);
    }

    private MessageContent Prompt(TurnFacts facts, CircularDraft draft) => draft.Step switch
    {
        CircularDraftStep.Unit => CircularDraftTexts.AskUnit(facts.Directory, draft.UnitId),
        CircularDraftStep.Text => CircularDraftTexts.AskText(CircularAudience.Of(facts.Directory, draft.UnitId), draft.Text),
        _ => CircularDraftTexts.Confirm(
            draft, CircularAudience.Of(facts.Directory, draft.UnitId),
            CircularReaders.ForRecipients(facts, draft.UnitId), facts.Now,
            draft.Urgent is { } urgent ? $"{overrides.Ground(urgent.Ground)?.Name}，审批通过后{urgent.Hours}小时内不分时间送达。原因：{urgent.Reason}" : null),
    };

    private static CircularDraft AfterUnit(CircularDraft draft) =>
        draft with { Step = draft.Text is null ? CircularDraftStep.Text : CircularDraftStep.Confirm };

    private static string? RewrittenId(TurnFacts facts)
    {
        if (facts.Message.Action is { } action)
            return action.Name == RewriteAction ? CircularId.Read(action["id"], out _) : null;
        var text = facts.Message.Text;
        return text.StartsWith(CircularDraftTexts.ChangeWord, StringComparison.Ordinal)
            && CircularId.Read(text[CircularDraftTexts.ChangeWord.Length..], out var rest) is { } id
            && rest.Length == 0
            ? id
            : null;
    }

    [GeneratedRegex("([?？]|[吗呢么])$")]
    private static partial Regex Question();
}
