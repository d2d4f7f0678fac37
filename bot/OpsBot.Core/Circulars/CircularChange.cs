using OpsBot.Core.Changes;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Circulars;

/// <summary>What is written when a circular moves on, each as one whole.</summary>
internal static class CircularChange
{
    /// <summary>
    /// So many approvers are asked at most, by the order of their ids; the others see the circular when they look
    /// (待我审批). One approval is enough, so a longer list would only disturb more people.
    /// </summary>
    public const int MaxAsked = 20;

    /// <summary>What was being sent while the circular was recalled has ended by then.</summary>
    private static readonly TimeSpan TakeBackAfter = TimeSpan.FromMinutes(1);

    /// <summary>Stored, listed, and put before the approvers in their working time.</summary>
    public static Effects Submitted(Circular circular, TurnFacts facts, TimeSpan offset) => new()
    {
        Records = [Circular.Kind.Put(circular.Id, circular, 0)],
        Indexes =
        [
            new IndexWrite(CircularIndexes.Pending, circular.Id, circular.SubmittedAt),
            new IndexWrite(CircularIndexes.ByAuthor(circular.AuthorId), circular.Id, circular.SubmittedAt),
        ],
        Outbox = [.. CircularPolicy.ApproversFor(circular.AuthorId, facts.Directory).Take(MaxAsked).Select(p => AskApproval(circular, p, facts, offset))],
        Audit = [Audit(circular, facts, "circular.submitted")],
    };

    /// <summary>The fan-out starts at once, and nobody else is asked for approval any more.</summary>
    public static Effects Approved(Versioned<Circular> before, Circular circular, TurnFacts facts, string arrival) => Decided(before, circular) with
    {
        Dues = [new DueWrite(Circular.DueMemberOf(circular.Id), facts.Now)],
        Outbox = [TellAuthor(circular, facts, MessageClass.Receipt, CircularTexts.AuthorApproved(circular, facts.Directory, arrival))],
        Audit = [Audit(circular, facts, "circular.approved")],
    };

    /// <summary>Back to the author. It asks for more work, so it waits for the author's working time.</summary>
    public static Effects Returned(Versioned<Circular> before, Circular circular, TurnFacts facts) => Decided(before, circular) with
    {
        Outbox = [TellAuthor(circular, facts, MessageClass.Assignment, CircularTexts.AuthorReturned(circular, facts.Directory))],
        Audit = [Audit(circular, facts, "circular.returned")],
    };

    /// <summary>When the taking back begins. Reckoned from the recall, so that it is the same whoever asks for it.</summary>
    public static DateTimeOffset TakeBackAt(Circular circular) => circular.RecalledAt.GetValueOrDefault() + TakeBackAfter;

    /// <summary>Left to the processes that have messengers (<see cref="CircularTakeBackHandler"/>); nothing for one that has nothing to take back.</summary>
    public static IReadOnlyList<IndexWrite> ToTakeBack(Circular circular) =>
        circular.HasToBeTakenBack() ? [new IndexWrite(CircularIndexes.TakingBack, circular.Id, TakeBackAt(circular))] : [];

    /// <summary>Everything unsent is withdrawn, the fan-out ends, and what is delivered is taken back where channels can.</summary>
    public static Effects Recalled(Versioned<Circular> before, Circular circular, TurnFacts facts)
    {
        var decided = Decided(before, circular);
        return decided with
        {
            Withdrawals = [.. decided.Withdrawals, Circular.SubjectOf(circular.Id)],
            Dues = [new DueWrite(Circular.DueMemberOf(circular.Id), null)],
            Indexes = [.. decided.Indexes, .. ToTakeBack(circular)],
            Outbox = circular.RecalledBy == circular.AuthorId
                ? []
                : [TellAuthor(circular, facts, MessageClass.Receipt, CircularTexts.AuthorRecalled(circular, facts.Directory))],
            Audit = [Audit(circular, facts, "circular.recalled")],
        };
    }

    /// <summary>A batch was taken back; after the last one whoever recalled it is told what could not be.</summary>
    public static Effects TakenBack(Versioned<Circular> before, Circular circular, bool more, DateTimeOffset now) => new()
    {
        Records = [Circular.Kind.Put(circular.Id, more ? circular : circular with { TakeBackEndedAt = now }, before.Version)],
        Indexes = more ? [] : [new IndexWrite(CircularIndexes.TakingBack, circular.Id, null)],
        Outbox = !more && circular.TakenBack + circular.LeftBehind > 0 ? [TellRecaller(circular, now)] : [],
        Audit = [new AuditEntry(now, "system", "circular.taken-back", Circular.Kind.Key(circular.Id).ToString(), $"taken={circular.TakenBack} left={circular.LeftBehind} more={more}")],
    };

    /// <summary>Its readers are to be counted; the audit says who asked, and nobody ever learns who they are.</summary>
    public static Effects ReadersAsked(Circular circular, Versioned<CircularReading>? before, CircularReading reading, TurnFacts facts) => new()
    {
        Records = [CircularReading.Kind.Put(circular.Id, reading, before?.Version ?? 0)],
        Indexes = [new IndexWrite(CircularReading.Index, circular.Id, facts.Now)],
        Audit = [Audit(circular, facts, "circular.readers-asked")],
    };

    private static OutboundMessage TellRecaller(Circular circular, DateTimeOffset now) => new()
    {
        Id = Identifier.From("circular"u8, $"circular-taken-back/{circular.Id}", 26),
        Class = MessageClass.Receipt,
        PersonId = circular.RecalledBy,
        Subject = $"circular-author:{circular.Id}",
        Content = CircularTexts.TakenBack(circular),
        CreatedAt = now,
    };

    /// <summary>
    /// What waits for working time is withdrawn and queued anew as override messages; who has it already gets no second one.
    /// </summary>
    public static Effects MadeUrgent(Versioned<Circular> before, CircularUrgency urgent, TurnFacts facts)
    {
        var circular = before.Value with { Status = CircularStatus.Approved, Urgent = urgent, Cursor = null, RecipientCount = 0, FannedOutAt = null };
        return new Effects
        {
            Records = [Circular.Kind.Put(circular.Id, circular, before.Version)],
            Withdrawals = [Circular.SubjectOf(circular.Id)],
            Dues = [new DueWrite(Circular.DueMemberOf(circular.Id), facts.Now)],
            Audit = [Audit(circular, facts, "circular.urgent")],
        };
    }

    private static Effects Decided(Versioned<Circular> before, Circular circular) => new()
    {
        Records = [Circular.Kind.Put(circular.Id, circular, before.Version)],
        Indexes = [new IndexWrite(CircularIndexes.Pending, circular.Id, null)],
        Withdrawals = [Circular.ApprovalSubjectOf(circular.Id)],
    };

    private static OutboundMessage AskApproval(Circular circular, Person approver, TurnFacts facts, TimeSpan offset) => new()
    {
        Id = facts.NewId($"circular-approval/{approver.Id}", 26),
        Class = MessageClass.Assignment,
        PersonId = approver.Id,
        Subject = Circular.ApprovalSubjectOf(circular.Id),
        Content = CircularTexts.ForApproval(circular, facts.Directory, offset),
        CreatedAt = facts.Now,
    };

    private static OutboundMessage TellAuthor(Circular circular, TurnFacts facts, MessageClass messageClass, MessageContent content) => new()
    {
        Id = facts.NewId("circular-author", 26),
        Class = messageClass,
        PersonId = circular.AuthorId,
        // Not the circular's own subject: counts of recipients must not include the author's notes.
        Subject = $"circular-author:{circular.Id}",
        Content = content,
        CreatedAt = facts.Now,
    };

    private static AuditEntry Audit(Circular circular, TurnFacts facts, string action) =>
        new(facts.Now, facts.Sender!.Id, action, Circular.Kind.Key(circular.Id).ToString());
}
