using OpsBot.Core.Changes;
using OpsBot.TestKit;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests.Replication;

/// <summary>Three primaries with a replica each.</summary>
public sealed class ClusterTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Commit_TenantsOnEveryPrimary_EachHasAllItsKeysInOnePlace()
    {
        var tenants = fixture.OneTenantEach();
        foreach (var (port, tenant) in tenants)
        {
            Assert.IsType<CommitOutcome.Committed>(await fixture.Stores.CommitAsync(tenant, "m1", "a1"));
            Assert.IsType<CommitOutcome.Duplicate>(await fixture.Stores.CommitAsync(tenant, "m1", "a2"));
            Assert.Empty(await fixture.Stores.MissingAsync(tenant, ["m1"]));
            var server = fixture.Stores.Connection.Shared.GetServer("127.0.0.1", port);
            Assert.NotEmpty(server.Keys(pattern: $"{{{tenant.Value}}}:*"));
        }
        Assert.Equal(fixture.Cluster.Primaries.Order(), tenants.Keys.Order());
    }

    [Fact]
    public async Task Wait_AppendedOnAnyPrimaryByAnotherProcess_WakesUp()
    {
        await using var other = await ReplicatedStores.OpenAsync(fixture.Cluster.Connection);
        foreach (var tenant in fixture.OneTenantEach().Values)
        {
            var waiting = fixture.Stores.Log.WaitAsync(tenant, "talk", TimeSpan.FromMinutes(5), CancellationToken.None);
            var elsewhere = fixture.Stores.Log.WaitAsync(tenant, "other talk", TimeSpan.FromMinutes(5), CancellationToken.None);
            await other.Log.AppendAsync(tenant, new LogAppend("talk", "e1", "{}"), CancellationToken.None);
            await waiting.WaitAsync(Eventually.SlowLimit);
            Assert.False(elsewhere.IsCompleted);
        }
    }

    [Fact]
    public async Task Commit_NoReplicaHasIt_IsNoCommitUntilOneHasAndNothingHappensTwice()
    {
        var (port, tenant) = fixture.OneTenantEach().First();
        await using var other = await ReplicatedStores.OpenAsync(fixture.Cluster.Connection);
        fixture.Cluster.Freeze(fixture.Cluster.ReplicaOf(port));
        try
        {
            var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => fixture.Stores.CommitAsync(tenant, "m2", "a1"));
            Assert.True(failure.MayHaveRun);
            // The messenger sends again, to us and to another process: that it was taken before is no promise either.
            await Assert.ThrowsAsync<RedisUnavailableException>(() => fixture.Stores.CommitAsync(tenant, "m2", "a2"));
            await Assert.ThrowsAsync<RedisUnavailableException>(() => other.CommitAsync(tenant, "m2", "a3"));
            // A replica that hangs holds up nobody who reads.
            Assert.Empty(await fixture.Stores.MissingAsync(tenant, ["m2"]));
        }
        finally
        {
            fixture.Cluster.Thaw(fixture.Cluster.ReplicaOf(port));
        }

        CommitOutcome? outcome = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var failure = await Record.ExceptionAsync(async () => outcome = await other.CommitAsync(tenant, "m2", "a4"));
                Assert.True(failure is null or RedisUnavailableException, failure?.ToString());
                return failure is null;
            },
            "the replica is back");
        Assert.IsType<CommitOutcome.Duplicate>(outcome);
        var answer = Assert.Single(await other.Outbox.LeaseAsync(tenant, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 10, TimeSpan.FromSeconds(30), CancellationToken.None));
        Assert.Equal("answer-m2", answer.Message.Id);
    }

    [Fact]
    public async Task Look_OnePrimaryWritesToDiskLater_NamesIt()
    {
        var port = fixture.Cluster.Primaries[1];
        var server = fixture.Stores.Connection.Shared.GetServer("127.0.0.1", port);
        await server.ConfigSetAsync("appendfsync", "everysec");
        try
        {
            var safety = await RedisSafetyCheck.LookAsync(fixture.Stores.Connection, CancellationToken.None);
            Assert.StartsWith($"At 127.0.0.1:{port}: appendfsync is everysec", Assert.Single(safety.Refusals(new RedisOptions(), bySentinel: false)), StringComparison.Ordinal);
        }
        finally
        {
            await server.ConfigSetAsync("appendfsync", "always");
        }
    }
}
