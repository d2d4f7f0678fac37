namespace OpsBot.Core.Delivery.Rates;

/// <summary>A published limit of a channel: at most <see cref="Count"/> sends in any <see cref="Seconds"/> seconds.</summary>
public sealed record RateLimit
{
    /// <summary>What is counted.</summary>
    public RateScope Scope { get; init; }

    /// <summary>Most sends in the time; at least 2.</summary>
    public int Count { get; init; }

    /// <summary>The time, in seconds.</summary>
    public int Seconds { get; init; }

    /// <summary>How many may go out at once; smaller than <see cref="Count"/>, because the rest refills the bucket. 0: a tenth of it.</summary>
    public int Burst { get; init; }

    /// <summary>Where the number was published.</summary>
    public string Source { get; init; } = "";

    /// <summary>
    /// The bucket of <paramref name="key"/>. It refills by (count - burst) in the time, so that even a full bucket emptied
    /// at once stays within the limit in every window. All but urgent sends leave one token to the urgent ones.
    /// </summary>
    public RateBucket Bucket(string channel, string key, bool urgent)
    {
        var burst = Burst > 0 ? Burst : Math.Max(1, Count / 10);
        // Whole microseconds, as stores keep them; up, so that no window gets one more.
        var interval = TimeSpan.FromMicroseconds(Math.Ceiling(1e6 * Seconds / (Count - burst)));
        return new RateBucket($"{channel}:{Scope.ToString().ToLowerInvariant()}:{Seconds}:{key}", interval, burst, urgent ? 0 : Math.Min(1, burst - 1));
    }
}
