using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Burden;

namespace OpsBot.Core.Delivery;

/// <summary>
/// The queue between decisions and messengers. Messages enter through <see cref="Effects.Outbox"/> only. Each transition
/// is one script and needs the lease token, so a worker that lost its lease changes nothing.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Takes up to <paramref name="count"/> messages ready at or before <paramref name="now"/> (the bot's clock), leased
    /// until <paramref name="machineNow"/> + <paramref name="leaseFor"/> (the machine's clock). Messages whose lease ran out
    /// are ready again. Oldest ready first; messages of one subject or conversation keep their order of queueing.
    /// </summary>
    Task<IReadOnlyList<OutboxEntry>> LeaseAsync(TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken);

    /// <summary>
    /// Begins the send of a leased message, just before it: one script looks whether it is still ours, wanted and no
    /// duplicate, and takes the interruption and the tokens of the request, shared by all processes. Anything but
    /// <see cref="SendAnswer.Granted"/> took nothing.
    /// </summary>
    Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken);

    /// <summary>Ends a leased message. A delivered digest ends its items as well. False: the lease was lost and nothing changed.</summary>
    Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken);

    /// <summary>Gives a leased message back. False: the lease was lost (or it was withdrawn meanwhile) and nothing changed.</summary>
    Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken);

    /// <summary>The messages that wait for a recipient's digest, oldest first, at most <paramref name="take"/>; withdrawn ones are not among them.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Queues <paramref name="digest"/> and ends its <see cref="OutboundMessage.Items"/> as <see cref="DeliveryState.Merged"/>,
    /// linked to it by the reason <c>digest:ID</c>; items that no longer wait are left as they are. False: the lease of
    /// <paramref name="leader"/> was lost and nothing changed.
    /// </summary>
    Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The messages that exist among <paramref name="ids"/>, in the order asked for.</summary>
    Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// One step of the search for orphans: messages that have not ended and are in no queue come back, those leased beyond
    /// their lease are free again. Start with 0 and go on with <see cref="ReconcileResult.Next"/>.
    /// </summary>
    Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken);

    /// <summary>The interruptions of a recipient on one day; forgotten after a few days.</summary>
    Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Delivered interruptions by sender unit in a month (<c>2026-11</c>). Only for <see cref="BurdenFigures"/>, which hides small cells.</summary>
    Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken);

    /// <summary>
    /// One page of the messages that have not ended, in the order of queueing, at most <paramref name="take"/>. Start with 0
    /// and go on with <see cref="OutboxPage.Next"/>; what is queued meanwhile comes at the end.
    /// </summary>
    Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken);

    /// <summary>True when the message was withdrawn while it was leased.</summary>
    Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken);

    /// <summary>How many messages of a subject stand in each state.</summary>
    Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken);

    /// <summary>The messages of a subject, oldest first, at most <paramref name="take"/> after the first <paramref name="skip"/>.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken);

    /// <summary>How many messages wait that are ready at or before <paramref name="until"/> (the bot's clock).</summary>
    Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>When the next message is ready, in the bot's clock; null when none waits.</summary>
    Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>
    /// A leased message could not be worked off: it waits as <see cref="DeliveryState.Retrying"/> for
    /// <see cref="SetAsidePause.After"/> of its failures in a row, counted from <paramref name="now"/> (the bot's clock). Any
    /// other end of a lease but its running out ends the count. Returns how often it failed in a row; 0 when the lease was lost
    /// or it was withdrawn meanwhile.
    /// </summary>
    Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many messages are set aside.</summary>
    Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The messages that are set aside, in no order, at most about <paramref name="take"/>.</summary>
    Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken);
}
