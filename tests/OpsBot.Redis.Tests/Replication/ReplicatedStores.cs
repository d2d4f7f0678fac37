using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit.Contracts;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests.Replication;

/// <summary>The stores of one process on several servers, as its start makes them.</summary>
internal sealed class ReplicatedStores : IAsyncDisposable
{
    private static readonly IOptions<RedisOptions> Limits = Options.Create(new RedisOptions());
    private readonly RecordMemory _memory = new(TimeProvider.System);

    private ReplicatedStores(RedisConnection connection)
    {
        Connection = connection;
        Changes = new RedisChangeStore(connection, Limits, _memory);
        Records = new RedisRecordReader(connection, _memory);
        Outbox = new RedisOutbox(connection);
        Log = new RedisActivityLog(connection, Limits, Signals);
    }

    public RedisConnection Connection { get; }

    public AppendSignals Signals { get; } = new(TimeProvider.System);

    public RedisChangeStore Changes { get; }

    public RedisRecordReader Records { get; }

    public RedisOutbox Outbox { get; }

    public RedisActivityLog Log { get; }

    public static async Task<ReplicatedStores> OpenAsync(string text)
    {
        Assert.True(RedisConfiguration.TryParse(text, out var configuration, out _));
        var connection = TestConnection.Closed();
        await connection.OpenAsync(configuration, CancellationToken.None);
        var safety = await RedisSafetyCheck.LookAsync(connection, CancellationToken.None);
        Assert.Empty(safety.Refusals(new RedisOptions(), connection.IsBySentinel));
        var replicas = safety.ReplicasToWaitFor(new RedisOptions(), connection.IsBySentinel);
        Assert.Equal(1, replicas);
        await connection.WaitForReplicasAsync(configuration, replicas, CancellationToken.None);
        var stores = new ReplicatedStores(connection);
        await new AppendListener(connection, stores.Signals).StartAsync(CancellationToken.None);
        return stores;
    }

    public StoreUnderTest UnderTest(TenantId tenant) => new(
        Changes,
        Records,
        new RedisDueQueue(Connection),
        Outbox,
        Log,
        tenant,
        async of => await Connection.ReadAsync(db => db.StreamLengthAsync(TenantKeys.Tag(of) + ":audit", RedisConnection.OnPrimary)),
        async (of, id) =>
        {
            var place = await Connection.ReadAsync(db => db.HashGetAsync(TenantKeys.Message(of, id), "place", RedisConnection.OnPrimary));
            await Connection.RunAsync(db => db.SortedSetRemoveAsync(TenantKeys.Ready(of), place, RedisConnection.OnPrimary));
            await Connection.RunAsync(db => db.SortedSetRemoveAsync(TenantKeys.Tag(of) + ":outbox:leased", id, RedisConnection.OnPrimary));
        },
        new RedisCertificateLog(Connection));

    public int PortOf(TenantId tenant) =>
        ((System.Net.IPEndPoint)Connection.Shared.GetServer((RedisKey)TenantKeys.Tag(tenant), flags: CommandFlags.DemandMaster).EndPoint).Port;

    /// <summary>One turn: a record, and the answer to the person.</summary>
    public Task<CommitOutcome> CommitAsync(TenantId tenant, string message, string attempt) => Changes.CommitAsync(
        new ChangeSet
        {
            Tenant = tenant,
            AttemptId = attempt,
            Once = new OnceKey("turn/" + message, OnceKey.DefaultKeepFor),
            Effects = new Effects
            {
                Records = [new RecordWrite(new RecordKey("receipt", message), 0, "{\"schema\":1}")],
                Outbox = [new OutboundMessage { Id = "answer-" + message, Class = MessageClass.Reply, PersonId = "p1", Content = "已收到", CreatedAt = DateTimeOffset.UnixEpoch }],
            },
        },
        CancellationToken.None);

    public async Task<IReadOnlyList<string>> MissingAsync(TenantId tenant, IReadOnlyCollection<string> messages)
    {
        var found = await Records.GetAsync(tenant, [.. messages.Select(message => new RecordKey("receipt", message))], CancellationToken.None);
        return [.. messages.Except(found.Select(record => record.Key.Id))];
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
