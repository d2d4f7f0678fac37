using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

/// <summary>All storage ports on one private Redis.</summary>
public sealed class RedisStoresFixture : IAsyncLifetime
{
    private RedisConnection? _connection;
    private AppendListener? _listener;

    public RedisServerFixture Server { get; } = new();

    public Stores Stores { get; private set; } = null!;

    internal RedisConnection Connection => _connection!;

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        _connection = await TestConnection.OpenAsync(Server);
        var options = Options.Create(new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20), KeptLogEntries = 200 });
        var signals = new AppendSignals(TimeProvider.System);
        _listener = new AppendListener(options, signals, TimeProvider.System, NullLogger<AppendListener>.Instance);
        await _listener.StartAsync(_connection.Endpoint!, CancellationToken.None);
        Stores = new Stores(
            new RedisChangeStore(_connection, options),
            new RedisRecordReader(_connection),
            new RedisDueQueue(_connection),
            new RedisOutbox(_connection),
            new RedisActivityLog(_connection, options, signals));
    }

    public async Task DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        await Server.DisposeAsync();
    }
}
