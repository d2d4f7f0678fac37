using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Conversations;

public sealed class AppendListenerTests
{
    [Fact]
    public async Task Wait_RedisKilledAndBack_WakesEverybodyToLook()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        var options = Options.Create(new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20) });
        var signals = new AppendSignals(TimeProvider.System);
        await using var listener = new AppendListener(options, signals, TimeProvider.System, NullLogger<AppendListener>.Instance);
        Assert.True(RedisEndpoint.TryParse(server.Connection, out var endpoint, out _));
        await listener.StartAsync(endpoint, CancellationToken.None);

        var waiting = signals.WaitAsync("{t}", "c1", TimeSpan.FromMinutes(5), CancellationToken.None);
        await server.KillAsync();
        Assert.False(waiting.IsCompleted);
        await server.StartAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));

        await using var connection = await TestConnection.OpenAsync(server);
        var log = new RedisActivityLog(connection, options, signals);
        var tenant = TenantId.Parse("t");
        var again = log.WaitAsync(tenant, "c1", TimeSpan.FromMinutes(5), CancellationToken.None);
        var other = log.WaitAsync(tenant, "c2", TimeSpan.FromMinutes(5), CancellationToken.None);
        await log.AppendAsync(tenant, new LogAppend("c1", "e1", "{}"), CancellationToken.None);
        await again.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(other.IsCompleted);
    }
}
