using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

internal static class TestConnection
{
    public static async Task<RedisConnection> OpenAsync(RedisServerFixture server, Action<RedisOptions>? change = null)
    {
        var options = new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20) };
        change?.Invoke(options);
        var connection = new RedisConnection(Options.Create(options), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        Assert.True(RedisEndpoint.TryParse(server.Connection, out var endpoint, out _));
        await connection.OpenAsync(endpoint, CancellationToken.None);
        return connection;
    }
}
