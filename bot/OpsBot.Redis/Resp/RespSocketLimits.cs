namespace OpsBot.Redis.Resp;

/// <summary>Limits of one multiplexed socket, taken from <see cref="RedisOptions"/>.</summary>
internal sealed record RespSocketLimits(TimeSpan ConnectTimeout, TimeSpan CallTimeout, int MaxWaitingCalls, int MaxReplyBytes)
{
    /// <summary>Bytes that may wait to be sent; a server that does not read must not fill our memory.</summary>
    public int MaxUnsentBytes { get; init; } = 64 * 1024 * 1024;

    public static RespSocketLimits From(RedisOptions options) =>
        new(options.ConnectTimeout, options.CallTimeout, options.MaxWaitingCalls, options.MaxReplyBytes);
}
