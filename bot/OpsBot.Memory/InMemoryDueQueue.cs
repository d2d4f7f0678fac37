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

    public Task<int> SetAsideAsync(TenantId tenant, string member, ItemFaultReason reason, DateTimeOffset machineNow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data => data.Dues.PutAside(member, reason, machineNow)));
    }

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data => data.Dues.SetAside.Count));

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data => (IReadOnlyList<SetAsideItem>)[.. data.Dues.SetAside.Values.Take(take)]));
}
