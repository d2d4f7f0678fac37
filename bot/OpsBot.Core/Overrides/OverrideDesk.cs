using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Overrides;

/// <summary>Request for a circular on its way, approval, rejection, revocation and figures. Every command is complete in itself.</summary>
public sealed class OverrideDesk(OverrideRules rules, OverrideLinks links) : IDialog
{
    /// <summary>What was delivered is known for three days; later a second message would not be told from the first.</summary>
    private static readonly TimeSpan StillKnown = TimeSpan.FromDays(2);

    private static TimeSpan OffsetOf(TurnFacts facts) => facts.Hours.Territory.Plan.Schedule.UtcOffset;

    /// <inheritdoc/>
    public string Name => "override-desk";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => OverrideCommand.Read(facts.Message) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (facts.Sender is null || OverrideCommand.Read(facts.Message) is not { } command)
            return FactNeeds.None;
        switch (command.Kind)
        {
            case OverrideCommandKind.Help:
                return FactNeeds.None;
            case OverrideCommandKind.Pending:
                return Listing(facts, OverrideIndexes.OldestPending);
            case OverrideCommandKind.Month:
                var month = Listing(facts, OverrideIndexes.InMonth(MonthOf(command, facts)));
                return month with { Records = [.. month.Records, .. DaysOf(MonthOf(command, facts)).Select(DailyStatement.Kind.Key)] };
            case OverrideCommandKind.Request:
                return command.Id.Length > 0 ? new FactNeeds { Records = [Circular.Kind.Key(command.Id)] } : FactNeeds.None;
            default:
                var item = facts.Find(Override.Kind, command.Id)?.Value;
                RecordKey own = Override.Kind.Key(command.Id);
                return new FactNeeds { Records = item is null ? [own] : [own, Circular.Kind.Key(CircularOf(item))] };
        }
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var command = OverrideCommand.Read(facts.Message) ?? throw new InvalidOperationException("The message is not for the override desk.");
        var stored = facts.Find(Override.Kind, command.Id);
        return command.Kind switch
        {
            OverrideCommandKind.Help => Say(facts, OverrideTexts.Help(rules)),
            OverrideCommandKind.Pending => ListPending(facts),
            OverrideCommandKind.Month => Month(facts, MonthOf(command, facts)),
            OverrideCommandKind.Request => Request(facts, command),
            OverrideCommandKind.Show => Show(facts, stored?.Value),
            OverrideCommandKind.Approve => Approve(facts, stored),
            OverrideCommandKind.Reject => Reject(facts, stored),
            OverrideCommandKind.Revoke => Revoke(facts, stored),
            _ => throw new InvalidOperationException($"Unknown command {command.Kind}."),
        };
    }

    private TurnResult Request(TurnFacts facts, OverrideCommand command)
    {
        if (!rules.MayRequest(facts.Sender))
            return Refuse(facts, OverrideRefusal.NotRequester);
        var circular = facts.Find(Circular.Kind, command.Id)?.Value;
        if (circular is null || !CircularPolicy.MaySee(circular, facts.Sender))
            return Refuse(facts, OverrideRefusal.NotFound);
        if (circular.Status is not (CircularStatus.Approved or CircularStatus.FannedOut))
            return Refuse(facts, OverrideRefusal.NotOnItsWay);
        if (circular.Urgent is not null || circular.DecidedAt < facts.Now - StillKnown)
            return Refuse(facts, OverrideRefusal.AlreadyUrgent);
        var typed = $"{OverrideTexts.Word} {circular.Id}";
        if (facts.Message.Action is null && command.Terms.Length == 0)
            return Say(facts, OverrideTexts.Form(rules, OverrideCommand.Button(OverrideCommandKind.Request, circular.Id), typed));
        var terms = facts.Message.Action is { } action ? OverrideTermsReader.FromCard(action) : OverrideTermsReader.FromText(command.Terms, rules);
        var id = OverrideId.Create(Today(facts), facts.Entropy);
        return OverridePolicy.Request(id, terms, Circular.SubjectOf(circular.Id), [circular.UnitId], facts.Sender, rules, facts.Directory, facts.Now) switch
        {
            OverrideDecision.Done done => Say(facts, OverrideTexts.Requested(done.Override)) with
            {
                Effects = OverrideChange.Requested(done.Override, rules, facts, OverrideIndexes.MonthOf(Today(facts))).Plus(new Effects
                {
                    Outbox = [.. OverridePolicy.ApproversFor(done.Override.RequesterId, rules, facts.Directory).Take(CircularChange.MaxAsked).Select(p => Ask(done.Override, p, facts))],
                }),
            },
            OverrideDecision.Refused refused => new TurnResult(
                facts.Conversation, [OverrideTexts.Refused(refused.Why, rules), OverrideTexts.Form(rules, OverrideCommand.Button(OverrideCommandKind.Request, circular.Id), typed)]),
            _ => throw new InvalidOperationException("Unknown decision."),
        };
    }

    private OutboundMessage Ask(Override item, Person approver, TurnFacts facts) => new()
    {
        Id = facts.NewId($"override-approval/{approver.Id}", 26),
        Class = MessageClass.Assignment,
        PersonId = approver.Id,
        Subject = Override.ApprovalSubjectOf(item.Id),
        Content = OverrideTexts.Whole(item, rules, facts.Directory, OffsetOf(facts), mayDecide: true, LinkFor(item, approver, facts)),
        CreatedAt = facts.Now,
    };

    private TurnResult ListPending(TurnFacts facts)
    {
        if (!rules.MayDecide(facts.Sender))
            return Refuse(facts, OverrideRefusal.NotApprover);
        var listing = facts.Listing(Override.Kind, OverrideIndexes.OldestPending);
        var pending = listing.Items.Where(o => o.Status == OverrideStatus.Pending && o.RequesterId != facts.Sender!.Id).Take(OverrideIndexes.Shown);
        return Say(facts, listing.Told(OverrideTexts.Pending([.. pending], rules, facts.Directory)));
    }

    private TurnResult Show(TurnFacts facts, Override? item)
    {
        if (item is null || !OverridePolicy.MaySee(item, facts.Sender, rules))
            return Refuse(facts, OverrideRefusal.NotFound);
        // What waits together with its circular is decided there, where the whole text stands.
        if (item.Status == OverrideStatus.Pending && item.RequesterId != facts.Sender!.Id && CircularFor(facts, item) is { Status: CircularStatus.Pending } circular)
            return Say(facts, CircularTexts.ForApproval(circular, facts.Directory, OffsetOf(facts)));
        var mayDecide = item.Status == OverrideStatus.Pending && rules.MayDecide(facts.Sender) && item.RequesterId != facts.Sender!.Id;
        return Say(facts, OverrideTexts.Whole(item, rules, facts.Directory, OffsetOf(facts), mayDecide, mayDecide ? LinkFor(item, facts.Sender!, facts) : null));
    }

    private TurnResult Approve(TurnFacts facts, Versioned<Override>? stored)
    {
        var decision = OverridePolicy.Approve(stored?.Value, facts.Sender, rules, facts.Now);
        if (decision is not OverrideDecision.Done done)
            return Refuse(facts, ((OverrideDecision.Refused)decision).Why);
        var circular = facts.Find(Circular.Kind, CircularOf(done.Override));
        if (circular is { Value.Status: CircularStatus.Pending })
            return Refuse(facts, OverrideRefusal.WithCircular);
        if (circular is not { Value.Status: CircularStatus.Approved or CircularStatus.FannedOut })
            return Refuse(facts, OverrideRefusal.NotOnItsWay);
        return Say(facts, OverrideTexts.Approved(done.Override, OffsetOf(facts))) with
        {
            Effects = OverrideChange.Approved(stored!, done.Override, facts.Now)
                .Plus(CircularChange.MadeUrgent(circular, CircularUrgency.Of(done.Override, rules), facts))
                .Plus(Tell(done.Override, facts, OverrideTexts.Approved(done.Override, OffsetOf(facts)))),
        };
    }

    private TurnResult Reject(TurnFacts facts, Versioned<Override>? stored)
    {
        var decision = OverridePolicy.Reject(stored?.Value, facts.Sender, rules, facts.Now);
        if (decision is not OverrideDecision.Done done)
            return Refuse(facts, ((OverrideDecision.Refused)decision).Why);
        if (CircularFor(facts, done.Override) is { Status: CircularStatus.Pending })
            return Refuse(facts, OverrideRefusal.WithCircular);
        return Say(facts, OverrideTexts.Rejected(done.Override)) with
        {
            Effects = OverrideChange.Rejected(stored!, done.Override, facts.Now).Plus(Tell(done.Override, facts, OverrideTexts.Rejected(done.Override))),
        };
    }

    private TurnResult Revoke(TurnFacts facts, Versioned<Override>? stored) => OverridePolicy.Revoke(stored?.Value, facts.Sender, rules, facts.Now) switch
    {
        OverrideDecision.Done done => Say(facts, OverrideTexts.Revoked(done.Override)) with
        {
            Effects = OverrideChange.Revoked(stored!, done.Override, facts.Now)
                .Plus(done.Override.RequesterId == facts.Sender!.Id ? Effects.None : Tell(done.Override, facts, OverrideTexts.Revoked(done.Override))),
        },
        OverrideDecision.Refused refused => Refuse(facts, refused.Why),
        _ => throw new InvalidOperationException("Unknown decision."),
    };

    private TurnResult Month(TurnFacts facts, string month)
    {
        if (facts.Sender is not { } person || !(person.Is(Role.Admin) || person.Is(Role.Supervisor) || rules.MayDecide(person)))
            return Say(facts, OverrideTexts.MonthNotForYou);
        var statements = DaysOf(month).Select(day => facts.Find(DailyStatement.Kind, day)?.Value).OfType<DailyStatement>().ToArray();
        var listing = facts.Listing(Override.Kind, OverrideIndexes.InMonth(month));
        return Say(facts, listing.Told(OverrideTexts.Month(OverrideMonth.Of(month, listing.Items, statements))));
    }

    private static Effects Tell(Override item, TurnFacts facts, MessageContent content) => new()
    {
        Outbox =
        [
            new OutboundMessage
            {
                Id = facts.NewId("override-requester", 26),
                Class = MessageClass.Receipt,
                PersonId = item.RequesterId,
                Subject = $"override-requester:{item.Id}",
                Content = content,
                CreatedAt = facts.Now,
            },
        ],
    };

    private string? LinkFor(Override item, Person person, TurnFacts facts) =>
        links.AddressFor(item.Id, person.Id, facts.Now, facts.NewId($"override-link/{person.Id}"));

    private static FactNeeds Listing(TurnFacts facts, IndexQuery query) => new() { Lists = [query], Records = [.. facts.List(query).Select(Override.Kind.Key)] };

    private static string CircularOf(Override item) => item.Subject[(item.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static Circular? CircularFor(TurnFacts facts, Override item) => facts.Find(Circular.Kind, CircularOf(item))?.Value;

    private DateOnly Today(TurnFacts facts) => DateOnly.FromDateTime(facts.Now.ToOffset(OffsetOf(facts)).DateTime);

    private string MonthOf(OverrideCommand command, TurnFacts facts) => command.Id.Length == 7 ? command.Id : OverrideIndexes.MonthOf(Today(facts));

    private static IEnumerable<string> DaysOf(string month) => Enumerable.Range(1, 31).Select(day => $"{month}-{day:00}");

    private TurnResult Refuse(TurnFacts facts, OverrideRefusal why) => Say(facts, OverrideTexts.Refused(why, rules));

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
