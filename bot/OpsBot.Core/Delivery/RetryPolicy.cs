namespace OpsBot.Core.Delivery;

/// <summary>How long to wait after a failed attempt, and when to give up.</summary>
public sealed record RetryPolicy
{
    /// <summary>A channel that asks everybody to slow down is left alone at least this long, whatever it says.</summary>
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    /// <summary>And at most this long: a wrong header must not put a message off for years. Then it is asked again.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>After the first failure; doubled after each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Never longer than this.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After this many attempts the message is a dead letter: shown, kept, replayable.</summary>
    public int MaxAttempts { get; init; } = 60;

    /// <summary>The wait after attempt number <paramref name="attempts"/>, at least what the channel asked for.</summary>
    public TimeSpan WaitAfter(int attempts, TimeSpan? asked)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        var wait = doubled < LongestWait ? doubled : LongestWait;
        return asked > wait ? Bounded(asked.Value) : wait;
    }

    /// <summary>What a channel asked for, within <see cref="LeastPause"/> and <see cref="LongestPause"/>.</summary>
    public static TimeSpan Bounded(TimeSpan asked) => asked < LeastPause ? LeastPause : asked > LongestPause ? LongestPause : asked;
}
