using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.TestKit;
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
        await using var connection = await TestConnection.OpenAsync(server);
        await new AppendListener(connection, signals).StartAsync(CancellationToken.None);

        await server.KillAsync();
        await Eventually.TrueAsync(() => !connection.IsConnected, "lost");
        var waiting = signals.WaitAsync("{t}", "c1", TimeSpan.FromMinutes(5), CancellationToken.None);
        await server.StartAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(() => connection.IsConnected, "reconnected");

        var log = new RedisActivityLog(connection, options, signals);
        var tenant = TenantId.Parse("t");
        // The library tells of a restored connection more than once, and each time everybody looks. In a quiet moment only the
        // conversation that was written to is woken.
        for (var attempt = 1; ; attempt++)
        {
            var again = log.WaitAsync(tenant, "c1", TimeSpan.FromMinutes(5), CancellationToken.None);
            var other = log.WaitAsync(tenant, "c2", TimeSpan.FromMinutes(5), CancellationToken.None);
            await log.AppendAsync(tenant, new LogAppend("c1", $"e{attempt}", "{}"), CancellationToken.None);
            await again.WaitAsync(TimeSpan.FromSeconds(20));
            if (!other.IsCompleted)
                return;
            Assert.True(attempt < 20, "Others were woken by each of 20 appends.");
        }
    }
}
