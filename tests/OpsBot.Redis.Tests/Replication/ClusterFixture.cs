using OpsBot.Core.Changes;
using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Replication;

/// <summary>One Cluster for the tests that leave it whole.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private ReplicatedStores? _stores;

    public RedisCluster Cluster { get; private set; } = null!;

    internal ReplicatedStores Stores => _stores!;

    public async Task InitializeAsync()
    {
        Cluster = await RedisCluster.StartAsync();
        _stores = await ReplicatedStores.OpenAsync(Cluster.Connection);
    }

    public StoreUnderTest Create() => Stores.UnderTest(FreshTenant.Next());

    /// <summary>For each primary a tenant that lies there.</summary>
    internal IReadOnlyDictionary<int, TenantId> OneTenantEach()
    {
        var tenants = new Dictionary<int, TenantId>();
        while (tenants.Count < Cluster.Primaries.Count)
        {
            var tenant = FreshTenant.Next();
            tenants.TryAdd(Stores.PortOf(tenant), tenant);
        }
        return tenants;
    }

    public async Task DisposeAsync()
    {
        if (_stores is not null) await _stores.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
