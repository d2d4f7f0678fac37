using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.TestKit.Redis;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests;

internal static class TestConnection
{
    public static Task<RedisConnection> OpenAsync(RedisServerFixture server, Action<RedisOptions>? change = null) => OpenAsync(server.Connection, change);

    public static async Task<RedisConnection> OpenAsync(string text, Action<RedisOptions>? change = null)
    {
        var options = new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20) };
        change?.Invoke(options);
        var connection = Closed(options);
        Assert.True(RedisConfiguration.TryParse(text, out var configuration, out _));
        await connection.OpenAsync(configuration, CancellationToken.None);
        return connection;
    }

    public static RedisConnection Closed(RedisOptions? options = null) =>
        new(Options.Create(options ?? new RedisOptions()), TimeProvider.System, NullLogger<RedisConnection>.Instance);

    /// <summary>Any command, once.</summary>
    public static Task<RedisResult> DoAsync(this RedisConnection connection, object[] words, CancellationToken cancellation = default) =>
        connection.RunAsync(db => db.ExecuteAsync((string)words[0], words[1..], RedisConnection.OnPrimary), cancellation);

    /// <summary>The same for one that changes nothing.</summary>
    public static Task<RedisResult> AskAsync(this RedisConnection connection, object[] words) =>
        connection.ReadAsync(db => db.ExecuteAsync((string)words[0], words[1..], RedisConnection.OnPrimary));

    public static string AsText(this RedisResult reply) => (string)reply!;

    public static long AsInteger(this RedisResult reply) => (long)reply;

    public static RedisResult[] AsArray(this RedisResult reply) => (RedisResult[])reply!;
}
