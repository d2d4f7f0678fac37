using OpsBot.Core.Changes;

namespace OpsBot.TestKit.InMemory;

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
        return Task.FromResult(state.Do(tenant, data => Lease(data, latest, machine, count, until)));
    }

    public Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data =>
        {
            var free = data.Dues.Values.Where(d => d.LeasedUntil is null).Select(d => d.DueAt).ToArray();
            return free.Length > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(free.Min()) : (DateTimeOffset?)null;
        }));
    }

    private static IReadOnlyList<string> Lease(TenantData data, long latest, long machine, int count, long until)
    {
        foreach (var (member, due) in data.Dues.Where(d => d.Value.LeasedUntil <= machine).ToArray())
            data.Dues[member] = (due.DueAt, null);
        string[] taken =
        [
            .. data.Dues
                .Where(d => d.Value.LeasedUntil is null && d.Value.DueAt <= latest)
                .OrderBy(d => d.Value.DueAt)
                .ThenBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => d.Key)
                .Take(count),
        ];
        foreach (var member in taken)
            data.Dues[member] = (data.Dues[member].DueAt, until);
        return taken;
    }
}
