using OpsBot.TestKit;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

public sealed class RedisSafetyCheckTests
{
    private const string NoConfig = "rename-command CONFIG \"\"";

    [Fact]
    public async Task Refusals_PersistentWithoutEviction_FindsNone() => Assert.Empty(await RefusalsAsync(new RedisOptions()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusals_NoPersistenceAndEviction_SaysWhatToSet(bool configForbidden)
    {
        // What loses everything at a restart is no matter of taste.
        var faults = await RefusalsAsync(
            new RedisOptions { AcceptLossOnPowerCut = true }, "appendonly no", "maxmemory-policy allkeys-lru", configForbidden ? NoConfig : "");
        Assert.Collection(
            faults,
            fault => Assert.StartsWith("appendonly is no:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("maxmemory-policy is allkeys-lru:", fault, StringComparison.Ordinal));
        Assert.Contains("CONFIG SET appendonly yes", faults[0], StringComparison.Ordinal);
        Assert.Contains("'maxmemory-policy noeviction'", faults[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appendfsync everysec", "appendfsync is everysec: a power cut would lose receipts")]
    [InlineData("appendfsync no", "appendfsync is no: a power cut would lose receipts")]
    [InlineData(NoConfig, "Redis does not say how often it writes to disk (CONFIG GET is forbidden")]
    public async Task Refusals_PowerCutWouldLoseReceipts_RefusesUnlessThatIsAccepted(string setting, string words)
    {
        var refused = Assert.Single(await RefusalsAsync(new RedisOptions(), setting));
        Assert.StartsWith(words, refused, StringComparison.Ordinal);
        Assert.Contains("Redis:AcceptLossOnPowerCut=true", refused, StringComparison.Ordinal);
        Assert.Empty(await RefusalsAsync(new RedisOptions { AcceptLossOnPowerCut = true }, setting));
    }

    [Fact]
    public async Task Refusals_AclUserWithoutConfig_SaysSo()
    {
        await using var server = RedisServerFixture.With("user bot on >secret ~* &* +@all -config");
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync($"127.0.0.1:{server.Port},user=bot,password=secret");
        var safety = await RedisSafetyCheck.LookAsync(connection, CancellationToken.None);
        Assert.Contains("CONFIG GET is forbidden", Assert.Single(safety.Refusals(new RedisOptions(), bySentinel: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_Replica_Refuses() =>
        Assert.Contains("replica", Assert.Single(await RefusalsAsync(new RedisOptions(), "replicaof 127.0.0.1 1", "replica-serve-stale-data yes")), StringComparison.Ordinal);

    [Fact]
    public async Task Refusals_ClusterWithoutSlots_Refuses() =>
        Assert.Contains("16384 of the Cluster's slots", Assert.Single(await RefusalsAsync(new RedisOptions(), "cluster-enabled yes", $"cluster-port {LoopbackPort.Free()}")), StringComparison.Ordinal);

    [Fact]
    public void Refusals_FailOverAndNobodyWaits_Refuses()
    {
        var alone = new RedisSafety([], [], HasClusterReplicas: false, FewestReplicas: 0);
        var cluster = alone with { HasClusterReplicas = true };
        var waitsForNone = new RedisOptions { ReplicasToWaitFor = 0 };
        Assert.Empty(alone.Refusals(waitsForNone, bySentinel: false));
        Assert.StartsWith("Redis:ReplicasToWaitFor is 0:", Assert.Single(alone.Refusals(waitsForNone, bySentinel: true)), StringComparison.Ordinal);
        Assert.StartsWith("Redis:ReplicasToWaitFor is 0:", Assert.Single(cluster.Refusals(waitsForNone, bySentinel: false)), StringComparison.Ordinal);
        Assert.Equal((0, 1, 1, 2), (
            alone.ReplicasToWaitFor(new RedisOptions(), bySentinel: false),
            alone.ReplicasToWaitFor(new RedisOptions(), bySentinel: true),
            cluster.ReplicasToWaitFor(new RedisOptions(), bySentinel: false),
            alone.ReplicasToWaitFor(new RedisOptions { ReplicasToWaitFor = 2 }, bySentinel: false)));
    }

    private static async Task<IReadOnlyList<string>> RefusalsAsync(RedisOptions options, params string[] settings)
    {
        await using var server = RedisServerFixture.With(settings);
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync(server);
        return (await RedisSafetyCheck.LookAsync(connection, CancellationToken.None)).Refusals(options, bySentinel: false);
    }
}
