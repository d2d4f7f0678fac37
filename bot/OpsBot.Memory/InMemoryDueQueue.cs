using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>The due instants of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryDueQueue(InMemoryState state) : IDueQueue
{
    public Task<IReadOnlyList<string>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var latest = now.ToUnixTimeMilliseconds();
        var machine = machineNow.ToUnixTimeMilliseconds();
        var until = (machineNow + leaseFor).ToUnixTimeMilliseconds();
        return Task.FromResult(state.Do(tenant, data => data.Dues.Lease(latest, machine, count, until)));
    }

    public Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data => data.Dues.Next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null));
    }
}
