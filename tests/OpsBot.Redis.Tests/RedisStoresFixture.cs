using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

/// <summary>All storage ports on one private Redis.</summary>
public sealed class RedisStoresFixture : IAsyncLifetime
{
    private readonly IOptions<RedisOptions> _options =
        Options.Create(new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20), KeptLogEntries = 200 });
    private readonly AppendSignals _signals = new(TimeProvider.System);
    private RedisConnection? _connection;

    public RedisServerFixture Server { get; } = new();

    internal RedisConnection Connection => _connection!;

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        _connection = await TestConnection.OpenAsync(Server);
        await new AppendListener(_connection, _signals).StartAsync(CancellationToken.None);
    }

    /// <summary>The ports, with a tenant that has no data.</summary>
    public Task<StoreUnderTest> CreateAsync() => Task.FromResult(Create(FreshTenant.Next()));

    /// <summary>The same as another process has them, which remembers nothing of this one.</summary>
    public StoreUnderTest Create(TenantId tenant) => Create(tenant, new RecordMemory(TimeProvider.System));

    private StoreUnderTest Create(TenantId tenant, RecordMemory memory) => new(
        new RedisChangeStore(Connection, _options, memory),
        new RedisRecordReader(Connection, memory),
        new RedisDueQueue(Connection),
        new RedisOutbox(Connection),
        new RedisActivityLog(Connection, _options, _signals),
        tenant,
        async tenant => (await Connection.AskAsync(["XLEN", TenantKeys.Tag(tenant) + ":audit"])).AsInteger(),
        LoseAsync,
        new RedisCertificateLog(Connection));

    private async Task LoseAsync(TenantId tenant, string id)
    {
        var place = (await Connection.AskAsync(["HGET", TenantKeys.Message(tenant, id), "place"])).AsText();
        await Connection.AskAsync(["ZREM", TenantKeys.Ready(tenant), place]);
        await Connection.AskAsync(["ZREM", TenantKeys.Tag(tenant) + ":outbox:leased", id]);
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        await Server.DisposeAsync();
    }
}
