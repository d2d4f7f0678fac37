using System.Globalization;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>
/// Scripts that count only once replicas have what they wrote. <c>WAIT</c> holds up its connection, so they have one of their own. It
/// tells of what was written on the very connection it comes by, so it goes out right behind its script and to the same server, and a
/// redirection is not followed but tried anew as a whole.
/// </summary>
/// <param name="connection">Used for nothing else.</param>
/// <param name="replicas">How many replicas must have it.</param>
/// <param name="atMost">How long they may take.</param>
internal sealed class ReplicatedScripts(ConnectionMultiplexer connection, int replicas, TimeSpan atMost) : IAsyncDisposable
{
    private const CommandFlags Here = CommandFlags.DemandMaster | CommandFlags.NoRedirect;

    public int Replicas => replicas;

    public async Task<RedisResult> EvalAsync(RedisScript script, RedisKey key, RedisValue[] arguments)
    {
        try
        {
            return await RunAsync("EVALSHA", script.Sha1, key, arguments);
        }
        catch (RedisServerException failure) when (failure.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await RunAsync("EVAL", script.Text, key, arguments);
        }
        catch (RedisServerException failure) when (RedisFailures.IsRedirect(failure.Message))
        {
            // It did not run; by now it is known where the key lies.
            return await RunAsync("EVAL", script.Text, key, arguments);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private IServer ServerOf(RedisKey key)
    {
        try
        {
            return connection.GetServer(key, flags: Here);
        }
        catch (InvalidOperationException noPrimary)
        {
            throw RedisFailures.NoConnection(noPrimary);
        }
    }

    private async Task<RedisResult> RunAsync(string command, string script, RedisKey key, RedisValue[] arguments)
    {
        var server = ServerOf(key);
        var running = server.ExecuteAsync(command, [script, 1, key, .. arguments], Here);
        var waiting = server.ExecuteAsync("WAIT", [replicas, (long)atMost.TotalMilliseconds], Here);
        try
        {
            var result = await running;
            var confirmed = (int)await waiting;
            return confirmed >= replicas ? result : throw new RedisUnavailableException(
                string.Create(CultureInfo.InvariantCulture, $"{confirmed} of {replicas} replicas of Redis confirmed a commit within {atMost.TotalSeconds} s."), mayHaveRun: true);
        }
        catch (Exception failure) when (running.IsCompletedSuccessfully && RedisFailures.Translate(failure) is RedisUnavailableException lost)
        {
            throw new RedisUnavailableException("Nobody knows whether a replica of Redis has a commit: " + lost.Message, mayHaveRun: true, failure);
        }
    }
}
