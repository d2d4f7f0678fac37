using OpsBot.Core.Changes;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Approval, return, progress and recall. Every command is complete in itself, so the desk keeps no draft and never stands
/// in the way of one that is open.
/// </summary>
public sealed class CircularDesk(OverrideRules overrides, ReadRules reading) : IDialog
{
    /// <inheritdoc/>
    public string Name => "circular-desk";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => CircularCommand.Read(facts.Message) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (facts.Sender is null || CircularCommand.Read(facts.Message) is not { } command)
            return FactNeeds.None;
        return command.Kind switch
        {
            CircularCommandKind.Pending => Listing(facts, CircularIndexes.OldestPending),
            CircularCommandKind.Mine => Listing(facts, CircularIndexes.NewestOf(facts.Sender.Id)),
            _ when command.Id.Length == 0 => FactNeeds.None,
            CircularCommandKind.Approve => Approval(facts, command.Id),
            CircularCommandKind.Progress => Undelivered.Needs(facts, Circular.SubjectOf(command.Id)) with { Records = [.. One(facts, command.Id).Records, CircularReading.Kind.Key(command.Id)] },
            CircularCommandKind.Recall => One(facts, command.Id) with { DeliveryCounts = [Circular.SubjectOf(command.Id)] },
            _ => One(facts, command.Id),
        };
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var command = CircularCommand.Read(facts.Message) ?? throw new InvalidOperationException("The message is not for the circular desk.");
        var stored = command.Id.Length > 0 ? facts.Find(Circular.Kind, command.Id) : null;
        return command.Kind switch
        {
            CircularCommandKind.Pending => ListPending(facts),
            CircularCommandKind.Mine => ListMine(facts),
            CircularCommandKind.Show => Show(facts, stored),
            CircularCommandKind.Progress => Progress(facts, stored),
            CircularCommandKind.Approve => Approve(facts, stored),
            CircularCommandKind.Return => Return(facts, stored, command.Reason),
            CircularCommandKind.Recall => Recall(facts, stored),
            _ => throw new InvalidOperationException($"Unknown command {command.Kind}."),
        };
    }

    private static FactNeeds One(TurnFacts facts, string id) => new()
    {
        Records = facts.Find(Circular.Kind, id)?.Value.Urgent is { } urgent ? [Circular.Kind.Key(id), Override.Kind.Key(urgent.OverrideId)] : [Circular.Kind.Key(id)],
    };

    /// <summary>With the quiet times of all recipients, once it is sure that the circular goes out.</summary>
    private static FactNeeds Approval(TurnFacts facts, string id)
    {
        var one = One(facts, id);
        return CircularPolicy.Approve(facts.Find(Circular.Kind, id)?.Value, facts.Sender, facts.Directory, facts.Now) is CircularDecision.Done done
            ? one with { Records = [.. one.Records, .. CircularReaders.QuietOf(facts, done.Circular.UnitId)] }
            : one;
    }

    private static FactNeeds Listing(TurnFacts facts, IndexQuery query) =>
        new() { Lists = [query], Records = [.. facts.List(query).Select(Circular.Kind.Key)] };

    private static TurnResult ListMine(TurnFacts facts)
    {
        var listing = facts.Listing(Circular.Kind, CircularIndexes.NewestOf(facts.Sender?.Id ?? ""));
        return Say(facts, listing.Told(CircularTexts.Mine(listing.Items)));
    }

    private static TurnResult ListPending(TurnFacts facts)
    {
        if (facts.Sender?.Is(Role.Approver) != true)
            return Say(facts, CircularTexts.Refused(CircularRefusal.NotApprover));
        var listing = facts.Listing(Circular.Kind, CircularIndexes.OldestPending);
        var pending = listing.Items
            .Where(c => c.Status == CircularStatus.Pending && c.AuthorId != facts.Sender.Id)
            .ToArray();
        return Say(facts, listing.Told(CircularTexts.Pending(pending, facts.Directory)));
    }

    private TurnResult Show(TurnFacts facts, Versioned<Circular>? stored)
    {
        if (stored is null || !CircularPolicy.MaySee(stored.Value, facts.Sender))
            return Refuse(facts, CircularRefusal.NotFound, stored);
        var circular = stored.Value;
        return Say(facts, circular.Status == CircularStatus.Pending && circular.AuthorId != facts.Sender!.Id
            ? CircularTexts.ForApproval(circular, facts.Directory, facts.Hours.Territory.Plan.Schedule.UtcOffset)
            : CircularTexts.Whole(circular, facts.Directory, facts.Hours.Territory.Plan.Schedule.UtcOffset));
    }

    private TurnResult Progress(TurnFacts facts, Versioned<Circular>? stored)
    {
        if (stored is null || !CircularPolicy.MaySee(stored.Value, facts.Sender))
            return Refuse(facts, CircularRefusal.NotFound, stored);
        var (circular, counts) = (stored.Value, CountsOf(facts, stored.Value));
        var quiet = facts.Hours.ForUnit(facts.Directory, circular.UnitId).Explain(facts.Now);
        var known = facts.Find(CircularReading.Kind, circular.Id);
        var begun = CircularReadingPolicy.Begin(circular, known?.Value, counts, quiet.IsOpen, reading, facts.Now);
        var underWay = CircularReadingPolicy.IsUnderWay(circular, counts, quiet.IsOpen, reading, facts.Now);
        var offset = facts.Hours.Territory.Plan.Schedule.UtcOffset;
        var read = CircularReadingTexts.Of(circular, begun ?? known?.Value, counts.Delivered, underWay, reading, offset, facts.Now);
        var said = Say(facts, CircularTexts.Progress(circular, facts.Directory, counts, quiet, Undelivered.Of(facts, Circular.SubjectOf(circular.Id)), read));
        return begun is null ? said : said with { Effects = CircularChange.ReadersAsked(circular, known, begun, facts) };
    }

    private TurnResult Approve(TurnFacts facts, Versioned<Circular>? stored) =>
        CircularPolicy.Approve(stored?.Value, facts.Sender, facts.Directory, facts.Now) switch
        {
            CircularDecision.Done { Circular: { Urgent: { } urgent } circular } => ApproveUrgent(facts, stored!, circular, urgent),
            CircularDecision.Done done => Approved(facts, stored!, done.Circular),
            var refused => Refuse(facts, refused, stored),
        };

    private static TurnResult Approved(TurnFacts facts, Versioned<Circular> stored, Circular circular)
    {
        var arrival = Arrival(facts, circular);
        return Say(facts, CircularTexts.Approved(circular, facts.Directory, arrival)) with { Effects = CircularChange.Approved(stored, circular, facts, arrival) };
    }

    /// <summary>One approval for the text and its override. An override that ended meanwhile leaves an ordinary circular.</summary>
    private TurnResult ApproveUrgent(TurnFacts facts, Versioned<Circular> stored, Circular circular, CircularUrgency urgent)
    {
        var item = facts.Find(Override.Kind, urgent.OverrideId);
        switch (OverridePolicy.Approve(item?.Value, facts.Sender, overrides, facts.Now))
        {
            case OverrideDecision.Done done:
                var inForce = circular with { Urgent = CircularUrgency.Of(done.Override, overrides) };
                return Say(facts, OverrideTexts.Approved(done.Override, facts.Hours.Territory.Plan.Schedule.UtcOffset)) with
                {
                    Effects = CircularChange.Approved(stored, inForce, facts, OverrideTexts.AtAnyHour).Plus(OverrideChange.Approved(item!, done.Override, facts.Now)),
                };
            case OverrideDecision.Refused { Why: OverrideRefusal.NotApprover or OverrideRefusal.OwnRequest } refused:
                return Say(facts, OverrideTexts.Refused(refused.Why, overrides));
            default:
                var ordinary = Approved(facts, stored, circular with { Urgent = null });
                return ordinary with { Replies = [OverrideTexts.NotInForce(circular.Id), .. ordinary.Replies] };
        }
    }

    /// <summary>An override does not outlive its circular.</summary>
    private Effects EndOverride(TurnFacts facts, Circular circular)
    {
        if (circular.Urgent is not { } urgent || facts.Find(Override.Kind, urgent.OverrideId) is not { } item)
            return Effects.None;
        return OverridePolicy.Revoke(item.Value, facts.Sender, overrides, facts.Now) is OverrideDecision.Done done
            ? OverrideChange.Revoked(item, done.Override, facts.Now)
            : Effects.None;
    }

    /// <summary>When it arrives, by the hours of each recipient. A circular that can be approved has some.</summary>
    private static string Arrival(TurnFacts facts, Circular circular) =>
        DeliveryTexts.Arrival(CircularReaders.ForRecipients(facts, circular.UnitId)!, facts.Now);

    private TurnResult Return(TurnFacts facts, Versioned<Circular>? stored, string reason) =>
        CircularPolicy.Return(stored?.Value, facts.Sender, reason, facts.Now) switch
        {
            CircularDecision.Done done => Say(facts, CircularTexts.Returned(done.Circular, facts.Directory)) with
            {
                Effects = CircularChange.Returned(stored!, done.Circular, facts).Plus(EndOverride(facts, done.Circular)),
            },
            var refused => Refuse(facts, refused, stored),
        };

    private TurnResult Recall(TurnFacts facts, Versioned<Circular>? stored) =>
        CircularPolicy.Recall(stored?.Value, facts.Sender, facts.Now) switch
        {
            CircularDecision.Done done => Say(facts, CircularTexts.Recalled(done.Circular, CountsOf(facts, done.Circular))) with
            {
                Effects = CircularChange.Recalled(stored!, done.Circular, facts).Plus(EndOverride(facts, done.Circular)),
            },
            var refused => Refuse(facts, refused, stored),
        };

    private static CircularProgress CountsOf(TurnFacts facts, Circular circular) => CircularProgress.Of(
        facts.DeliveryCounts.TryGetValue(Circular.SubjectOf(circular.Id), out var counts) ? counts : new Dictionary<DeliveryState, int>());

    private static TurnResult Refuse(TurnFacts facts, CircularDecision decision, Versioned<Circular>? stored) =>
        Refuse(facts, ((CircularDecision.Refused)decision).Why, stored);

    private static TurnResult Refuse(TurnFacts facts, CircularRefusal why, Versioned<Circular>? stored) => Say(facts, why switch
    {
        CircularRefusal.AlreadyDecided => CircularTexts.AlreadyDecided(stored!.Value, facts.Directory),
        CircularRefusal.ReasonMissing => CircularTexts.ReasonMissing(stored!.Value.Id),
        _ => CircularTexts.Refused(why),
    });

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
