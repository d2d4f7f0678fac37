using StackExchange.Redis;

namespace OpsBot.Redis.Conversations;

/// <summary>
/// Listens for appends by any process. While its connection is away nothing is lost: waits end at their limit, and when it is back
/// everybody looks once.
/// </summary>
internal sealed class AppendListener(RedisConnection connection, AppendSignals signals)
{
    private const string ChannelEnd = ":log-appended";
    private static readonly RedisChannel Appended = RedisChannel.Pattern("{*}" + ChannelEnd);

    /// <summary>Returns once the subscription stands.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await connection.SubscribeAsync(Appended, Wake, cancellationToken);
        connection.Restored += () => _ = LookAgainAsync();
    }

    private void Wake(RedisChannel channel, RedisValue conversation)
    {
        string tag = channel!;
        signals.Wake(tag[..^ChannelEnd.Length], conversation!);
    }

    private async Task LookAgainAsync()
    {
        signals.WakeAll();
        try
        {
            // Answered behind the subscription, which is made anew by itself: what was said before that was missed.
            await connection.RunAsync(_ => connection.Subscriber.PingAsync());
        }
        catch (RedisUnavailableException)
        {
            return; // lost again, so it will be restored again
        }
        signals.WakeAll();
    }
}
