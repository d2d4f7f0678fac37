using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// How fast one conversation may post. Its bucket is filled when it is looked at: with many conversations a timer that fills
/// all of them costs more than the posts do. A full bucket is the same as none and is thrown away.
/// </summary>
internal sealed class PostRate(IOptions<BotFrameworkOptions> options, MachineClock machine)
{
    private const int FewBuckets = 10_000;
    private readonly int _burst = options.Value.PostBurst;
    private readonly double _perSecond = options.Value.PostsPerSecond;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private int _added;

    /// <summary>False: too fast.</summary>
    public bool Take(string conversation)
    {
        var now = machine.Time.GetTimestamp();
        while (true)
        {
            if (!_buckets.TryGetValue(conversation, out var bucket))
            {
                if (Interlocked.Increment(ref _added) % FewBuckets == 0)
                    ThrowFullAway(now);
                bucket = _buckets.GetOrAdd(conversation, new Bucket(_burst, now));
            }
            lock (bucket)
            {
                if (bucket.IsGone)
                    continue;
                Fill(bucket, now);
                if (bucket.Tokens < 1)
                    return false;
                bucket.Tokens--;
                return true;
            }
        }
    }

    private void Fill(Bucket bucket, long now)
    {
        // Threads may come in another order than they read the clock.
        if (now <= bucket.FilledAt)
            return;
        bucket.Tokens = Math.Min(_burst, bucket.Tokens + (machine.Time.GetElapsedTime(bucket.FilledAt, now).TotalSeconds * _perSecond));
        bucket.FilledAt = now;
    }

    private void ThrowFullAway(long now)
    {
        foreach (var (conversation, bucket) in _buckets)
            lock (bucket)
            {
                Fill(bucket, now);
                bucket.IsGone = bucket.Tokens >= _burst && _buckets.TryRemove(conversation, out _);
            }
    }

    private sealed class Bucket(double tokens, long filledAt)
    {
        public double Tokens { get; set; } = tokens;

        public long FilledAt { get; set; } = filledAt;

        public bool IsGone { get; set; }
    }
}
