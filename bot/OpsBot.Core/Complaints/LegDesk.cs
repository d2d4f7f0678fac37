using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>The desk of a unit's handlers: own tasks, accept, report. It never loads the original.</summary>
public sealed partial class LegDesk(Taxonomy taxonomy, DeadlineRules rules) : IDialog, IAsideAware
{
    private static readonly string[] LeaveWords = ["取消", "返回", "退出", "上一步", "算了"];

    /// <inheritdoc/>
    public string Name => "leg";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is { } action
        ? action.Name.StartsWith("leg.", StringComparison.Ordinal)
        : Read(facts) is { } command && (command.CaseId is not null || command.Verb == "list" || IsHandler(facts));

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (!IsHandler(facts))
            return FactNeeds.None;
        if (Read(facts) is { Verb: "list" })
            return new FactNeeds { Lists = [Tasks(facts)], Records = [.. facts.List(Tasks(facts)).Select(Case.Kind.Key)] };
        return (Read(facts)?.CaseId ?? Draft(facts)?.CaseId) is { } id ? new FactNeeds { Records = [Case.Kind.Key(id)] } : FactNeeds.None;
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        if (!IsHandler(facts))
            return Say(facts, LegTexts.NotHandler);
        var context = CaseContext.Of(facts, taxonomy, rules);
        var command = Read(facts);
        if (command is { Verb: "list" })
            return Closed(facts, TaskList(facts, context));
        if (command is { CaseId: null })
            return Say(facts, LegTexts.NeedTaskId);
        if (command is null && Draft(facts) is null)
            return Say(facts, LegTexts.NothingToReport);
        if (command is null && LeaveWords.Contains(facts.Message.Text.Trim()))
            return Closed(facts, CaseTexts.Unchanged);
        var id = command?.CaseId ?? Draft(facts)!.CaseId;
        // Somebody else's case and no case at all sound the same.
        if (facts.Find(Case.Kind, id) is not { } stored || CaseAuthority.LegOf(facts.Directory, facts.Sender, stored.Value) is not { } leg)
            return Say(facts, LegTexts.UnknownTask);
        return command switch
        {
            { Verb: "show" } => Closed(facts, LegTexts.LegView(stored.Value, leg, context)),
            { Verb: "accept" } => Finish(facts, LegPolicy.Accept(context, stored), LegTexts.Accepted(id)),
            { Verb: "report", Rest.Length: > 0 } => Finish(facts, LegPolicy.Report(context, stored, command.Rest), LegTexts.ReportTaken(id)),
            { Verb: "report" } => AskReport(facts, context, stored, id),
            _ => Finish(facts, LegPolicy.Report(context, stored, facts.Message.Text), LegTexts.ReportTaken(id)),
        };
    }

    /// <inheritdoc/>
    public bool IsAside(TurnFacts facts) =>
        facts.Message.Action is null && Read(facts) is null && QuestionShape.IsPlainQuestion(facts.Message.Text);

    /// <inheritdoc/>
    public Conversation RememberAside(TurnFacts facts) => facts.Conversation;

    /// <inheritdoc/>
    public MessageContent ResumePrompt(TurnFacts facts) => LegTexts.AskReport;

    private static bool IsHandler(TurnFacts facts) => facts.Sender?.Is(Role.Handler) == true;

    private static IndexQuery Tasks(TurnFacts facts) => new(CaseWriting.LegIndex(facts.Sender!.UnitId), 20);

    private LegDraft? Draft(TurnFacts facts) => facts.Conversation.DraftOf<LegDraft>(Name);

    private static MessageContent TaskList(TurnFacts facts, CaseContext context)
    {
        var listing = facts.Listing(Case.Kind, Tasks(facts));
        var tasks = listing.Items.Select(c => (Case: c, Leg: CaseAuthority.LegOf(facts.Directory, facts.Sender, c)!)).Where(t => t.Leg is not null);
        return listing.Told(LegTexts.TaskList([.. tasks], context));
    }

    private TurnResult AskReport(TurnFacts facts, CaseContext context, Versioned<Case> stored, string id) =>
        LegPolicy.Report(context, stored, "-") is CaseOutcome.Refused refused
            ? Closed(facts, CaseTexts.Refused(refused))
            : new TurnResult(facts.Conversation.With(Name, new LegDraft(id)), [LegTexts.AskReport]);

    private TurnResult Finish(TurnFacts facts, CaseOutcome outcome, MessageContent done) => outcome switch
    {
        CaseOutcome.Done changed => Closed(facts, done) with { Effects = changed.Effects },
        CaseOutcome.Refused { Faults: [{ Reason: CaseRefusal.TextTooLong or CaseRefusal.TextMissing }, ..] } refused => Say(facts, CaseTexts.Refused(refused)),
        _ => Closed(facts, CaseTexts.Refused((CaseOutcome.Refused)outcome)),
    };

    private TurnResult Closed(TurnFacts facts, MessageContent reply) =>
        new(facts.Conversation.Dialog is null || facts.Conversation.Dialog == Name ? facts.Conversation.Closed() : facts.Conversation, [reply]);

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);

    private static Command? Read(TurnFacts facts)
    {
        if (facts.Message.Action is { } action)
            return action.Name switch
            {
                "leg.list" => new("list", null, ""),
                "leg.show" => new("show", CaseNumber.Find(action["id"]), ""),
                "leg.accept" => new("accept", CaseNumber.Find(action["id"]), ""),
                "leg.report" => new("report", CaseNumber.Find(action["id"]), action["report"].Trim()),
                _ => null,
            };
        var text = facts.Message.Text.Trim();
        if (ListWords().IsMatch(text))
            return new("list", null, "");
        var match = Verbs().Match(text);
        if (!match.Success)
            return null;
        var rest = match.Groups["rest"].Value;
        var id = CaseNumber.Find(rest);
        if (id is null && rest.Trim().Length > 0)
            return null;
        var verb = match.Groups["verb"].Value switch
        {
            "接受" or "接受任务" => "accept",
            "办结反馈" or "办结" => "report",
            _ => "show",
        };
        return new(verb, id, CaseNumber.Without(rest).Trim('：', ':', '，', ',', ' '));
    }

    [GeneratedRegex("^(我的任务|任务列表|待办|待办任务)$")]
    private static partial Regex ListWords();

    [GeneratedRegex("^(?<verb>接受任务|接受|办结反馈|办结|查看任务|查看)(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Verbs();

    private sealed record Command(string Verb, string? CaseId, string Rest);
}
