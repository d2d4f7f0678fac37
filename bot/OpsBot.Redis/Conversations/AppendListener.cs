using StackExchange.Redis;

namespace OpsBot.Redis.Conversations;

/// <summary>
/// Listens for appends by any process. While its connection is away nothing is lost: waits end at their limit, and when it is back
/// everybody looks once.
/// </summary>
internal sealed class AppendListener(RedisConnection connection, AppendSignals signals)
{
    private const string ChannelEnd = ":log-appended";

    /// <summary>Returns once the subscription stands.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        connection.Restored += signals.WakeAll;
        await connection.RunAsync(
            async _ =>
            {
                await connection.Subscriber.SubscribeAsync(RedisChannel.Pattern("{*}" + ChannelEnd), Wake);
                return true;
            },
            cancellationToken);
    }

    private void Wake(RedisChannel channel, RedisValue conversation)
    {
        string tag = channel!;
        signals.Wake(tag[..^ChannelEnd.Length], conversation!);
    }
}
