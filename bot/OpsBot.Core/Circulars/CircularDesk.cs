using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Approval, return, progress and recall. Every command is complete in itself, so the desk keeps no draft and never stands
/// in the way of one that is open.
/// </summary>
public sealed class CircularDesk : IDialog
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
            CircularCommandKind.Progress or CircularCommandKind.Recall => One(command.Id) with { DeliveryCounts = [Circular.SubjectOf(command.Id)] },
            _ => One(command.Id),
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
            CircularCommandKind.Mine => Say(facts, CircularTexts.Mine(Load(facts, CircularIndexes.NewestOf(facts.Sender?.Id ?? "")))),
            CircularCommandKind.Show => Show(facts, stored),
            CircularCommandKind.Progress => Progress(facts, stored),
            CircularCommandKind.Approve => Approve(facts, stored),
            CircularCommandKind.Return => Return(facts, stored, command.Reason),
            CircularCommandKind.Recall => Recall(facts, stored),
            _ => throw new InvalidOperationException($"Unknown command {command.Kind}."),
        };
    }

    private static FactNeeds One(string id) => new() { Records = [Circular.Kind.Key(id)] };

    private static FactNeeds Listing(TurnFacts facts, IndexQuery query) =>
        new() { Lists = [query], Records = [.. facts.List(query).Select(Circular.Kind.Key)] };

    private static Circular[] Load(TurnFacts facts, IndexQuery query) =>
        [.. facts.List(query).Select(id => facts.Find(Circular.Kind, id)?.Value).OfType<Circular>()];

    private static TurnResult ListPending(TurnFacts facts)
    {
        if (facts.Sender?.Is(Role.Approver) != true)
            return Say(facts, CircularTexts.Refused(CircularRefusal.NotApprover));
        var pending = Load(facts, CircularIndexes.OldestPending)
            .Where(c => c.Status == CircularStatus.Pending && c.AuthorId != facts.Sender.Id)
            .ToArray();
        return Say(facts, CircularTexts.Pending(pending, facts.Directory));
    }

    private static TurnResult Show(TurnFacts facts, Versioned<Circular>? stored)
    {
        if (stored is null || !CircularPolicy.MaySee(stored.Value, facts.Sender))
            return Refuse(facts, CircularRefusal.NotFound, stored);
        var circular = stored.Value;
        return Say(facts, circular.Status == CircularStatus.Pending && circular.AuthorId != facts.Sender!.Id
            ? CircularTexts.ForApproval(circular, facts.Directory)
            : CircularTexts.Whole(circular, facts.Directory));
    }

    private TurnResult Progress(TurnFacts facts, Versioned<Circular>? stored) =>
        stored is null || !CircularPolicy.MaySee(stored.Value, facts.Sender)
            ? Refuse(facts, CircularRefusal.NotFound, stored)
            : Say(facts, CircularTexts.Progress(stored.Value, facts.Directory, CountsOf(facts, stored.Value), facts.Hours.ForUnit(facts.Directory, stored.Value.UnitId).Explain(facts.Now)));

    private TurnResult Approve(TurnFacts facts, Versioned<Circular>? stored) =>
        CircularPolicy.Approve(stored?.Value, facts.Sender, facts.Directory, facts.Now) switch
        {
            CircularDecision.Done done => Say(facts, CircularTexts.Approved(done.Circular, facts.Directory, Arrival(facts, done.Circular))) with
            {
                Effects = CircularChange.Approved(stored!, done.Circular, facts),
            },
            var refused => Refuse(facts, refused, stored),
        };

    private static string Arrival(TurnFacts facts, Circular circular)
    {
        var hours = facts.Hours.ForUnit(facts.Directory, circular.UnitId);
        return DeliveryTexts.Arrival(DeliveryForecast.Of(MessageClass.Circular, hours, facts.Now), facts.Now, hours);
    }

    private static TurnResult Return(TurnFacts facts, Versioned<Circular>? stored, string reason) =>
        CircularPolicy.Return(stored?.Value, facts.Sender, reason, facts.Now) switch
        {
            CircularDecision.Done done => Say(facts, CircularTexts.Returned(done.Circular, facts.Directory)) with
            {
                Effects = CircularChange.Returned(stored!, done.Circular, facts),
            },
            var refused => Refuse(facts, refused, stored),
        };

    private static TurnResult Recall(TurnFacts facts, Versioned<Circular>? stored) =>
        CircularPolicy.Recall(stored?.Value, facts.Sender, facts.Now) switch
        {
            CircularDecision.Done done => Say(facts, CircularTexts.Recalled(done.Circular, CountsOf(facts, done.Circular))) with
            {
                Effects = CircularChange.Recalled(stored!, done.Circular, facts),
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
