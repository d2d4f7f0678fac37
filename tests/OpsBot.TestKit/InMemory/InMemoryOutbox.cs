using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.TestKit.InMemory;

/// <summary>The outbox of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryOutbox(InMemoryState state) : IOutbox
{
    public Task<IReadOnlyList<OutboxEntry>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var latest = now.ToUnixTimeMilliseconds();
        var machine = machineNow.ToUnixTimeMilliseconds();
        var until = (machineNow + leaseFor).ToUnixTimeMilliseconds();
        return Run(tenant, data => Lease(data, latest, machine, count, until), cancellationToken);
    }

    public Task<bool> FinishAsync(
        TenantId tenant, OutboxEntry leased, DeliveryState final, string? reason, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (final is DeliveryState.Queued or DeliveryState.Held or DeliveryState.Retrying or DeliveryState.Sending)
            throw new ArgumentOutOfRangeException(nameof(final), final, "A final state is needed; give it back with DeferAsync instead.");
        return Run(
            tenant,
            data =>
            {
                if (OfLease(data, leased) is not { } message)
                    return false;
                message.Leave(final, reason);
                data.Audit.Add(audit);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> DeferAsync(
        TenantId tenant, OutboxEntry leased, DeliveryState state, DateTimeOffset readyAt, string reason, CancellationToken cancellationToken)
    {
        if (state is not (DeliveryState.Held or DeliveryState.Retrying))
            throw new ArgumentOutOfRangeException(nameof(state), state, "A message is given back as Held or Retrying; end it with FinishAsync instead.");
        return Run(
            tenant,
            data =>
            {
                if (OfLease(data, leased) is not { } message)
                    return false;
                message.Leave(message.Withdrawn ? DeliveryState.Withdrawn : state, reason);
                message.ReadyAt = readyAt.ToUnixTimeMilliseconds();
                return !message.Withdrawn;
            },
            cancellationToken);
    }

    public Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken) =>
        Run(tenant, data => data.OutboxById.TryGetValue(messageId, out var message) && message.Withdrawn, cancellationToken);

    public Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data => (IReadOnlyDictionary<DeliveryState, int>)data.Outbox.Where(m => m.Subject == subject).CountBy(m => m.State).ToDictionary(),
            cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int take, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data => (IReadOnlyList<OutboxEntry>)[.. data.Outbox.Where(m => m.Subject == subject).Take(take).Select(m => m.ToEntry() with { LeaseToken = null })],
            cancellationToken);

    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data =>
            {
                var waiting = data.Outbox.Where(m => m.Waits).Select(m => m.ReadyAt).ToArray();
                return waiting.Length > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(waiting.Min()) : (DateTimeOffset?)null;
            },
            cancellationToken);

    private static IReadOnlyList<OutboxEntry> Lease(TenantData data, long latest, long machine, int count, long until)
    {
        // OrderBy is stable, so messages ready at the same instant keep their order of queueing.
        QueuedMessage[] taken =
        [
            .. data.Outbox
                .Where(m => m.ReadyAt <= latest && (m.Waits || (m.State == DeliveryState.Sending && m.LeasedUntil <= machine)))
                .OrderBy(m => m.ReadyAt)
                .Take(count),
        ];
        foreach (var message in taken)
        {
            message.State = DeliveryState.Sending;
            message.Attempts++;
            message.LeaseToken = data.NextToken();
            message.LeasedUntil = until;
        }
        return [.. taken.Select(m => m.ToEntry())];
    }

    private static QueuedMessage? OfLease(TenantData data, OutboxEntry leased) =>
        leased.LeaseToken is { } token && data.OutboxById.TryGetValue(leased.Message.Id, out var message) && message.LeaseToken == token ? message : null;

    private Task<T> Run<T>(TenantId tenant, Func<TenantData, T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, action));
    }
}
