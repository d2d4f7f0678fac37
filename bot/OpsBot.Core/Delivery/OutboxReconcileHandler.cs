using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>
/// Looks for messages that have not ended and are in no queue, and puts them back. The scheduler's sweep calls it often; it
/// walks through the outbox at most every <see cref="Every"/>, so an orphan is found within a minute.
/// </summary>
public sealed class OutboxReconcileHandler(IOutbox outbox, DeliverySignal signal, MachineClock machine)
{
    /// <summary>Machine time between two walks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private const int Step = 500;
    private readonly Dictionary<TenantId, DateTimeOffset> _walkedAt = [];

    /// <summary>Walks through the outbox when it is time. Returns how many orphans came back.</summary>
    public async Task<int> RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = machine.Now;
        if (_walkedAt.TryGetValue(tenant, out var last) && now - last < Every)
            return 0;
        var repaired = 0;
        for (long? from = 0; from is { } at;)
        {
            var step = await outbox.ReconcileAsync(tenant, now, at, Step, cancellationToken).ConfigureAwait(false);
            repaired += step.Repaired;
            from = step.Next;
        }
        _walkedAt[tenant] = now;
        if (repaired > 0)
            signal.Nudge();
        return repaired;
    }
}
