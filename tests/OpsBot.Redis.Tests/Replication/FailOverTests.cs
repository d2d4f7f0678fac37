using System.Diagnostics;
using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.Redis;
using Xunit.Abstractions;

namespace OpsBot.Redis.Tests.Replication;

/// <summary>The primary is killed under commits, and a replica takes over.</summary>
public sealed class FailOverTests(ITestOutputHelper output)
{
    private const int Writers = 4;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Commit_SentinelsPrimaryKilled_NoAcknowledgedCommitIsLostAndNewOnesAreTakenSoon()
    {
        await using var servers = await RedisSentinels.StartAsync();
        await using var stores = await ReplicatedStores.OpenAsync(servers.Connection);
        await KillUnderCommitsAsync(stores, FreshTenant.Next(), () => servers.KillAsync(servers.Primary));
    }

    [Fact]
    public async Task Commit_ClustersPrimaryKilled_NoAcknowledgedCommitIsLostAndOtherTenantsGoOn()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var stores = await ReplicatedStores.OpenAsync(cluster.Connection);
        var (tenant, other) = (FreshTenant.Next(), FreshTenant.Next());
        while (stores.PortOf(other) == stores.PortOf(tenant))
            other = FreshTenant.Next();
        var primary = stores.PortOf(tenant);
        await KillUnderCommitsAsync(stores, tenant, async () =>
        {
            await cluster.KillAsync(primary);
            Assert.IsType<CommitOutcome.Committed>(await stores.CommitAsync(other, "meanwhile", "a1"));
            // The replica that takes over has none of its own until the killed server is back.
            await cluster.StartNodeAsync(primary);
        });
    }

    private async Task KillUnderCommitsAsync(ReplicatedStores stores, TenantId tenant, Func<Task> killAsync)
    {
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(stores, tenant, writer, () => Interlocked.Increment(ref acknowledged), stop.Token))).ToArray();
        await UntilAsync(() => Volatile.Read(ref acknowledged) > 100, writing);

        await killAsync();
        var since = Stopwatch.StartNew();
        var before = Volatile.Read(ref acknowledged);
        // One that was under way at the kill may still be counted.
        await UntilAsync(() => Volatile.Read(ref acknowledged) > before + Writers, writing);
        var recovered = since.Elapsed;
        await UntilAsync(() => Volatile.Read(ref acknowledged) > before + 100, writing);
        await stop.CancelAsync();
        var done = await Task.WhenAll(writing);

        string[] kept = [.. done.SelectMany(writer => writer.Acknowledged)];
        foreach (var part in kept.Chunk(500))
            Assert.Empty(await stores.MissingAsync(tenant, part));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"acknowledged {kept.Length}, lost 0, refused meanwhile {done.Sum(writer => writer.Refused)}, recovered after {recovered.TotalSeconds:F1} s"));
        Assert.NotEqual(0, done.Sum(writer => writer.Refused));
        Assert.InRange(recovered, TimeSpan.Zero, Recovery);
    }

    /// <summary>Each message is sent until it is taken, as a messenger does. Anything but "unavailable" fails the test.</summary>
    private static async Task<(List<string> Acknowledged, int Refused)> WriteAsync(ReplicatedStores stores, TenantId tenant, int writer, Action took, CancellationToken stop)
    {
        var (acknowledged, refused) = (new List<string>(), 0);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            for (var attempt = 0; !stop.IsCancellationRequested; attempt++)
            {
                try
                {
                    var outcome = await stores.CommitAsync(tenant, $"{writer}-{number}", $"{writer}-{number}-{attempt}");
                    Assert.True(outcome is CommitOutcome.Committed || (outcome is CommitOutcome.Duplicate && attempt > 0), outcome.ToString());
                    acknowledged.Add($"{writer}-{number}");
                    took();
                    break;
                }
                catch (StoreUnavailableException)
                {
                    refused++;
                    await Task.Delay(10, CancellationToken.None);
                }
            }
        }
        return (acknowledged, refused);
    }

    private static async Task UntilAsync(Func<bool> condition, Task[] writing)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (Array.Find(writing, writer => writer.IsFaulted) is { } broken)
                await broken;
            if (started.Elapsed > Recovery)
                throw new TimeoutException("Nothing is taken any more.");
            await Task.Delay(10);
        }
    }
}
