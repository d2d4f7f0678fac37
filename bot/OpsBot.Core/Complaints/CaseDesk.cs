using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>
/// The office's desk: list, verify, dispatch, review, answer. Every command works by button, by form and by typed words;
/// who may do it is decided by the policies.
/// </summary>
public sealed class CaseDesk(Taxonomy taxonomy, DeadlineRules rules) : IDialog, IAsideAware
{
    private static readonly IndexQuery OpenCases = new(Case.OpenIndex, 20);
    private static readonly string[] CancelWords = ["取消", "退出", "算了"];
    private static readonly string[] BackWords = ["返回", "上一步"];

    /// <inheritdoc/>
    public string Name => "desk";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts)
    {
        if (facts.Message.Action is { } action)
            return action.Name.StartsWith("case.", StringComparison.Ordinal);
        return Command(facts) switch
        {
            null => false,
            // Handlers have a list and a view of their own.
            { Verb: DeskVerb.List } => IsSupervisor(facts),
            { Verb: DeskVerb.Show } => IsSupervisor(facts) || facts.Sender?.Is(Role.Handler) != true,
            // Alone it is an answer to the desk's own question, and else an ordinary word.
            { Verb: DeskVerb.Nobody, CaseId: null } => false,
            { CaseId: null } => IsSupervisor(facts),
            _ => true,
        };
    }

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (Command(facts) is { Verb: DeskVerb.List })
            return new FactNeeds { Lists = [OpenCases], Records = [.. facts.List(OpenCases).Select(Case.Kind.Key)] };
        if ((Command(facts)?.CaseId ?? Draft(facts)?.CaseId) is not { } id)
            return FactNeeds.None;
        var lost = Command(facts) is { Verb: DeskVerb.Show } && IsSupervisor(facts) ? Undelivered.Needs(facts, LegSubjects(id)) : FactNeeds.None;
        return lost with { Records = [Case.Kind.Key(id), SealedOriginal.Kind.Key(id), .. QuietOfHandlers(facts, id)] };
    }

    /// <summary>Of those whom a dispatch reaches: the office is told when each of them gets it.</summary>
    private IEnumerable<RecordKey> QuietOfHandlers(TurnFacts facts, string id)
    {
        var draft = Command(facts) is { Verb: DeskVerb.Dispatch } && facts.Message.Action is { } form
            ? DeskForm.Fill(new DeskDraft { Verb = DeskVerb.Dispatch, CaseId = id }, form, CaseContext.Of(facts, taxonomy, rules))
            : Draft(facts);
        if (draft is not { Verb: DeskVerb.Dispatch } || !IsSupervisor(facts))
            return [];
        var order = draft.ToOrder();
        return new[] { order.TerritoryId, order.IndustryId }.OfType<string>()
            .SelectMany(unit => facts.Directory.InUnit(unit, Role.Handler)).Select(p => PersonalQuiet.Kind.Key(p.Id));
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var context = CaseContext.Of(facts, taxonomy, rules);
        if (!IsSupervisor(facts))
            return Say(facts, CaseTexts.NotSupervisor);
        if (Command(facts) is { } command && (command is not { Verb: DeskVerb.Nobody, CaseId: null } || Draft(facts) is null))
            return Run(facts, context, command);
        return Draft(facts) is { } draft ? Continue(facts, context, draft, facts.Message.Text.Trim()) : Say(facts, CaseTexts.NothingOpen);
    }

    /// <inheritdoc/>
    public bool IsAside(TurnFacts facts) =>
        facts.Message.Action is null && Command(facts) is null && QuestionShape.IsPlainQuestion(facts.Message.Text);

    /// <inheritdoc/>
    public Conversation RememberAside(TurnFacts facts) => facts.Conversation;

    /// <inheritdoc/>
    public MessageContent ResumePrompt(TurnFacts facts) => CaseTexts.DeskResume(Draft(facts)?.CaseId ?? "");

    private static string[] LegSubjects(string id) => [.. Enum.GetValues<LegKind>().Select(leg => CaseMessages.LegSubject(id, leg))];

    private static DeskCommand? Command(TurnFacts facts) => DeskCommand.Read(facts.Message.Text, facts.Message.Action);

    private static bool IsSupervisor(TurnFacts facts) => facts.Sender?.Is(Role.Supervisor) == true;

    private DeskDraft? Draft(TurnFacts facts) => facts.Conversation.DraftOf<DeskDraft>(Name);

    private TurnResult Run(TurnFacts facts, CaseContext context, DeskCommand command)
    {
        if (command.Verb == DeskVerb.List)
            return Closed(facts, CaseList(facts, context));
        if (command.CaseId is not { } id)
            return Say(facts, CaseTexts.NeedCaseId);
        if (Found(facts, id) is not { } stored)
            return Say(facts, CaseTexts.UnknownCase);
        if (!CaseAuthority.MaySupervise(facts.Directory, facts.Sender, stored.Value))
            return Say(facts, CaseTexts.NotSupervisor);
        return command.Verb switch
        {
            DeskVerb.Show => Closed(facts, CaseTexts.CaseView(stored.Value, context, leg => Undelivered.Of(facts, CaseMessages.LegSubject(id, leg.Kind)))),
            DeskVerb.Original => Original(facts, context, stored.Value),
            DeskVerb.Approve => LegOf(command, stored.Value) is { } leg
                ? Finish(facts, context, stored, null, CasePolicy.Approve(context, stored, leg), done => CaseTexts.Approved(done, leg))
                : Say(facts, CaseTexts.WhichLeg("同意", id)),
            DeskVerb.Mark => Mark(facts, context, stored, command.Rest),
            DeskVerb.Nobody => Mark(facts, context, stored, MentionTexts.NobodyNamed),
            DeskVerb.Return when LegOf(command, stored.Value) is null => Say(facts, CaseTexts.WhichLeg("退回", id)),
            _ => Open(facts, context, stored, command),
        };
    }

    // A case from before names were kept gets them here, so that every decision below sees them.
    private static Versioned<Case>? Found(TurnFacts facts, string id) => facts.Find(Case.Kind, id) is { } stored
        ? stored with { Value = CaseMentions.Completed(facts.Directory, stored.Value, facts.Find(SealedOriginal.Kind, id)?.Value) }
        : null;

    private TurnResult Mark(TurnFacts facts, CaseContext context, Versioned<Case> stored, string text)
    {
        if (CasePolicy.Refusal(context, stored.Value, CaseStatus.Filed, CaseStatus.Verified) is CaseOutcome.Refused refused)
            return Closed(facts, CaseTexts.Refused(refused));
        var (reply, effects, isOpen) = MentionDesk.Take(context, stored, facts.Find(SealedOriginal.Kind, stored.Value.Id)?.Value, text);
        var result = isOpen ? new TurnResult(facts.Conversation.With(Name, MentionDesk.Draft(stored.Value.Id)), [reply]) : Closed(facts, reply);
        return result with { Effects = effects };
    }

    private MessageContent CaseList(TurnFacts facts, CaseContext context)
    {
        var listing = facts.Listing(Case.Kind, OpenCases);
        var mine = listing.Items
            .Select(c => CaseMentions.Completed(context.Directory, c, null))
            .Where(c => CaseAuthority.MaySupervise(context.Directory, facts.Sender, c));
        return listing.Told(CaseTexts.CaseList(mine, taxonomy));
    }

    private static LegKind? LegOf(DeskCommand command, Case subject) =>
        command.Leg ?? (subject.Legs.Where(l => l.Status == LegStatus.Reported).ToArray() is [var only] ? only.Kind : null);

    private TurnResult Original(TurnFacts facts, CaseContext context, Case subject) =>
        facts.Find(SealedOriginal.Kind, subject.Id) is { } original
            ? Say(facts, CaseTexts.Original(subject.Id, original.Value)) with { Effects = new Effects { Audit = [context.Audit("case.original-read", subject.Id)] } }
            : Say(facts, CaseTexts.NoOriginal);

    private TurnResult Open(TurnFacts facts, CaseContext context, Versioned<Case> stored, DeskCommand command)
    {
        var draft = new DeskDraft { Verb = command.Verb, CaseId = stored.Value.Id, Leg = LegOf(command, stored.Value) };
        if (facts.Message.Action is { } form && form["form"].Length > 0)
            return Complete(facts, context, stored, DeskForm.Fill(draft, form, context));
        // A command at the wrong stage is refused before anything is asked.
        if (Try(context, stored, null, draft, wordingConfirmed: true) is CaseOutcome.Refused refused
            && refused.Faults.Any(f => f.Reason is CaseRefusal.WrongStage or CaseRefusal.LegWrongStage or CaseRefusal.NotSupervisor))
            return Closed(facts, CaseTexts.Refused(refused));
        if (draft.Verb == DeskVerb.Dispatch && !CaseMentions.IsSettled(stored.Value))
            return Mark(facts, context, stored, "");
        draft = draft with { Field = DeskDraft.FieldsOf(draft.Verb)[0] };
        return command.Rest.Length > 0 ? Continue(facts, context, draft, command.Rest) : Ask(facts, context, stored.Value, draft, null);
    }

    private TurnResult Continue(TurnFacts facts, CaseContext context, DeskDraft draft, string text)
    {
        if (Found(facts, draft.CaseId) is not { } stored)
            return Closed(facts, CaseTexts.UnknownCase);
        if (CancelWords.Contains(text))
            return Closed(facts, CaseTexts.Unchanged);
        if (BackWords.Contains(text))
            return Back(facts, context, stored.Value, draft);
        if (draft.Verb == DeskVerb.Mark)
            return Mark(facts, context, stored, text);
        var (value, problem) = DeskForm.Take(draft.Field, text, stored.Value, context);
        if (value is null || value.Length == 0)
            return Ask(facts, context, stored.Value, draft, problem);
        return Complete(facts, context, stored, draft.With(draft.Field, value));
    }

    private TurnResult Back(TurnFacts facts, CaseContext context, Case subject, DeskDraft draft)
    {
        var fields = DeskDraft.FieldsOf(draft.Verb);
        var at = draft.Field == DeskField.Wording ? fields.Count : fields.ToList().IndexOf(draft.Field);
        // From the warning one goes back to the last thing that was written.
        var before = fields.Take(at).Where(f => f != DeskField.Agreed).ToArray();
        if (before.Length == 0)
            return Closed(facts, CaseTexts.Unchanged);
        return Ask(facts, context, subject, draft.Without(before[^1]).Without(DeskField.Agreed) with { Field = before[^1] }, null);
    }

    private TurnResult Complete(TurnFacts facts, CaseContext context, Versioned<Case> stored, DeskDraft draft)
    {
        var isForm = facts.Message.Action is not null;
        // What is wrong with a unit is said at once and not after four more questions.
        if (!isForm && EarlyFault(context, stored, draft) is { } fault)
            return Ask(facts, context, stored.Value, draft.Without(draft.Field), CaseTexts.Fault(fault));
        if (!isForm && draft.FirstOpen() is { } open)
            return Ask(facts, context, stored.Value, draft with { Field = open }, null);
        var outcome = Try(context, stored, facts.Find(SealedOriginal.Kind, stored.Value.Id)?.Value, draft, draft.Answer(DeskField.Wording) is not null);
        return Finish(facts, context, stored, draft, outcome, done => Done(draft, done, context));
    }

    private static CaseFault? EarlyFault(CaseContext context, Versioned<Case> stored, DeskDraft draft)
    {
        if (draft.Verb != DeskVerb.Dispatch || draft.Field is not (DeskField.Territory or DeskField.Industry))
            return null;
        CaseRefusal[] later = [CaseRefusal.TerritoryMissing, CaseRefusal.IndustryMissing, CaseRefusal.LimitMissing, CaseRefusal.QualityMissing, CaseRefusal.FeedbackMissing, CaseRefusal.TextTooLong];
        return CasePolicy.Dispatch(context, stored, null, draft.ToOrder(), wordingConfirmed: true) is CaseOutcome.Refused refused
            ? refused.Faults.FirstOrDefault(f => !later.Contains(f.Reason))
            : null;
    }

    private static CaseOutcome Try(CaseContext context, Versioned<Case> stored, SealedOriginal? original, DeskDraft draft, bool wordingConfirmed) => draft.Verb switch
    {
        DeskVerb.Verify => CasePolicy.Verify(context, stored, original, draft.Answer(DeskField.Sheet), wordingConfirmed),
        DeskVerb.Decline => CasePolicy.Decline(context, stored, original, draft.Answer(DeskField.Reason)),
        DeskVerb.Unit => MentionPolicy.SetUnit(context, stored, original, draft.Answer(DeskField.Unit)),
        DeskVerb.Dispatch => CasePolicy.Dispatch(context, stored, original, draft.ToOrder(), wordingConfirmed),
        DeskVerb.Return => CasePolicy.Return(context, stored, original, draft.Leg!.Value, draft.Answer(DeskField.Reason), draft.Days(), wordingConfirmed),
        _ => CasePolicy.TellReporter(context, stored, original, draft.Answer(DeskField.Text)),
    };

    private static MessageContent Done(DeskDraft draft, Case done, CaseContext context) => draft.Verb switch
    {
        DeskVerb.Verify => CaseTexts.Verified(done.Id),
        DeskVerb.Decline => CaseTexts.Declined(done.Id),
        DeskVerb.Unit => CaseTexts.UnitSet(done.Id, context.Directory.Unit(done.UnitId)?.Name ?? ""),
        DeskVerb.Dispatch => DispatchTexts.Dispatched(done, context),
        DeskVerb.Return => CaseTexts.Returned(done, draft.Leg!.Value, context),
        _ => CaseTexts.FeedbackDone(done),
    };

    private TurnResult Finish(TurnFacts facts, CaseContext context, Versioned<Case> stored, DeskDraft? draft, CaseOutcome outcome, Func<Case, MessageContent> say)
    {
        if (outcome is CaseOutcome.Done done)
            return After(facts, context, done, say(done.Case)) with { Effects = done.Effects };
        var refused = (CaseOutcome.Refused)outcome;
        if (draft is not null && refused.Faults is [{ Reason: CaseRefusal.RepeatsOriginal }])
            return Ask(facts, context, stored.Value, draft with { Field = DeskField.Wording }, null);
        if (draft is null || refused.Faults.Any(f => f.Reason is CaseRefusal.WrongStage or CaseRefusal.LegWrongStage or CaseRefusal.NotSupervisor))
            return Closed(facts, CaseTexts.Refused(refused));
        // The form stays on the screen: it can be completed and sent again.
        if (facts.Message.Action is not null)
            return Say(facts, CaseTexts.Refused(refused));
        var last = DeskDraft.FieldsOf(draft.Verb).Last(f => f != DeskField.Agreed);
        return Ask(facts, context, stored.Value, draft.Without(last).Without(DeskField.Agreed) with { Field = last }, CaseTexts.Refused(refused));
    }

    // What must be marked before the dispatch is asked for at once after the verification, so that one press is all it takes.
    private TurnResult After(TurnFacts facts, CaseContext context, CaseOutcome.Done done, MessageContent said)
    {
        if (done.Case.Status != CaseStatus.Verified || CaseMentions.IsSettled(done.Case) || !CaseAuthority.MaySupervise(context.Directory, context.Actor, done.Case))
            return Closed(facts, said);
        var ask = MentionTexts.Ask(done.Case, context.Directory);
        return new TurnResult(facts.Conversation.With(Name, MentionDesk.Draft(done.Case.Id)), [ask with { Text = said.Text + "\n" + ask.Text }]);
    }

    private TurnResult Ask(TurnFacts facts, CaseContext context, Case subject, DeskDraft draft, MessageContent? note)
    {
        var question = DeskForm.Ask(draft, subject, context);
        // A note with choices of its own (which of several units?) replaces the question.
        var reply = note is null ? question : note.Choices.Count > 0 ? note : question.After(note.Text);
        return new TurnResult(facts.Conversation.With(Name, draft), [reply]);
    }

    private TurnResult Closed(TurnFacts facts, MessageContent reply) =>
        new(facts.Conversation.Dialog is null || facts.Conversation.Dialog == Name ? facts.Conversation.Closed() : facts.Conversation, [reply]);

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
