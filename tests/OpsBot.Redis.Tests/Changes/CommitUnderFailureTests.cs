using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Redis.Changes;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>Redis is killed under commits. A caller that sends the same attempt again loses nothing and doubles nothing.</summary>
public sealed class CommitUnderFailureTests
{
    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly RecordKey Counter = new("counter", "1");
    private static readonly RecordMemory Memory = new(TimeProvider.System);

    [Fact]
    public async Task Commit_RedisKilledTenTimesUnderFourWriters_HappensExactlyOnce()
    {
        const int writers = 4, kills = 10;
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync(server);
        var store = new RedisChangeStore(connection, Options.Create(new RedisOptions()), Memory);
        var reader = new RedisRecordReader(connection, Memory);
        using var stop = new CancellationTokenSource();
        var working = Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(store, reader, writer, stop.Token))).ToArray();

        var random = new Random(20260105);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(1, 60));
            await server.KillAsync();
            await server.StartAsync();
        }

        await stop.CancelAsync();
        var done = await Task.WhenAll(working);
        var counter = Assert.Single(await reader.GetAsync(Tenant, [Counter], CancellationToken.None));
        Assert.Equal(done.Sum(), counter.Version);
        Assert.All(done, count => Assert.InRange(count, 1, int.MaxValue));
        Assert.Equal(done.Sum(), (await connection.AskAsync(["XLEN", "{t}:audit"])).AsInteger());
        Assert.Equal(done.Sum(), (await connection.AskAsync(["HGET", "{t}:log:talk", "last"])).AsInteger());
    }

    [Fact]
    public async Task Commit_RedisAway_SaysUnavailable()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync(server);
        var store = new RedisChangeStore(connection, Options.Create(new RedisOptions()), Memory);
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => store.CommitAsync(Change(0, "a"), CancellationToken.None));
    }

    /// <summary>Adds one to the counter again and again; returns how often it was told that it did.</summary>
    private static async Task<int> WriteAsync(IChangeStore store, IRecordReader reader, int writer, CancellationToken stop)
    {
        var done = 0;
        for (var attempt = 0; !stop.IsCancellationRequested; attempt++)
        {
            var found = await PatientlyAsync(() => reader.GetAsync(Tenant, [Counter], CancellationToken.None));
            var change = Change(found is [var record] ? record.Version : 0, $"{writer}/{attempt}");
            if (await PatientlyAsync(() => store.CommitAsync(change, CancellationToken.None)) is CommitOutcome.Committed) done++;
        }

        return done;
    }

    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(5);
            }
        }
    }

    private static ChangeSet Change(long version, string attempt) => new()
    {
        Tenant = Tenant,
        AttemptId = attempt,
        Once = new OnceKey("turn/" + attempt, OnceKey.DefaultKeepFor),
        Effects = new Effects
        {
            Records = [new RecordWrite(Counter, version, "{\"schema\":1}")],
            Audit = [new AuditEntry(DateTimeOffset.UnixEpoch, "system", "counted", Counter.ToString())],
        },
        Logs = [new LogAppend("talk", attempt, "{}")],
    };
}
