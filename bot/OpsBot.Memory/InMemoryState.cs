using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>What the in-memory ports share. Every access holds the one lock, as every script of the real store runs alone.</summary>
public sealed class InMemoryState
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, TenantData> _tenants = [];

    internal T Do<T>(TenantId tenant, Func<TenantData, T> action)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenant, out var data))
                _tenants[tenant] = data = new TenantData();
            return action(data);
        }
    }
}
