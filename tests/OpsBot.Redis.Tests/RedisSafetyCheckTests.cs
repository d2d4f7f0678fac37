using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

public sealed class RedisSafetyCheckTests
{
    [Fact]
    public async Task FindFaults_PersistentWithoutEviction_FindsNone() => Assert.Empty(await FaultsAsync());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindFaults_NoPersistenceAndEviction_SaysWhatToSet(bool configForbidden)
    {
        var faults = await FaultsAsync("appendonly no", "maxmemory-policy allkeys-lru", configForbidden ? "rename-command CONFIG \"\"" : "");
        Assert.Collection(
            faults,
            fault => Assert.StartsWith("appendonly is no:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("maxmemory-policy is allkeys-lru:", fault, StringComparison.Ordinal));
        Assert.Contains("CONFIG SET appendonly yes", faults[0], StringComparison.Ordinal);
        Assert.Contains("'maxmemory-policy noeviction'", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindFaults_ConfigForbiddenButSafe_FindsNone() => Assert.Empty(await FaultsAsync("rename-command CONFIG \"\""));

    [Fact]
    public async Task FindFaults_Replica_Refuses() =>
        Assert.Contains("replica", Assert.Single(await FaultsAsync("replicaof 127.0.0.1 1", "replica-serve-stale-data yes")), StringComparison.Ordinal);

    [Fact]
    public async Task FindFaults_ClusterMode_Refuses() =>
        Assert.Contains("cluster", Assert.Single(await FaultsAsync("cluster-enabled yes")), StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> FaultsAsync(params string[] settings)
    {
        await using var server = RedisServerFixture.With(settings);
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync(server);
        return await RedisSafetyCheck.FindFaultsAsync(connection, CancellationToken.None);
    }
}
