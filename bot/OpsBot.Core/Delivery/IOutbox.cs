using OpsBot.Core.Changes;

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

    /// <summary>Ends a leased message in a final state, with its audit line. False: the lease was lost and nothing changed.</summary>
    Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryState final, string? reason, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a leased message back, to be tried at <paramref name="readyAt"/>, as <see cref="DeliveryState.Held"/> or
    /// <see cref="DeliveryState.Retrying"/>. False: the lease was lost (or it was withdrawn meanwhile) and nothing changed.
    /// </summary>
    Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, DeliveryState state, DateTimeOffset readyAt, string reason, CancellationToken cancellationToken);

    /// <summary>True when the message was withdrawn while it was leased.</summary>
    Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken);

    /// <summary>How many messages of a subject stand in each state.</summary>
    Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken);

    /// <summary>The messages of a subject, oldest first, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int take, CancellationToken cancellationToken);

    /// <summary>When the next message is ready, in the bot's clock; null when none waits.</summary>
    Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken);
}
