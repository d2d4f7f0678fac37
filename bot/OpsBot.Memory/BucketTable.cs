using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Memory;

/// <summary>The token buckets of a tenant, in milliseconds of the machine's clock.</summary>
internal sealed class BucketTable
{
    private readonly Dictionary<string, double> _fullAt = [];
    private readonly Dictionary<string, double> _turns = [];
    private readonly Dictionary<string, double> _pauses = [];

    public void Pause(string bucket, long until) => _pauses[bucket] = until;

    /// <summary>Takes a token of each, or of none: then how long to wait, and for which.</summary>
    public (double Wait, string? Empty) Take(IReadOnlyList<RateBucket> buckets, long now)
    {
        var shortest = buckets.Select(b => (Bucket: b, Wait: WaitFor(b, now))).Where(b => b.Wait > 0).ToArray();
        if (shortest.Length > 0)
        {
            var (bucket, wait) = shortest.MaxBy(b => b.Wait);
            if (bucket.Reserve == 0 && bucket.Tolerance > TimeSpan.Zero)
                return (wait, bucket.Name);
            var turn = Math.Max(_turns.GetValueOrDefault(bucket.Name) + bucket.Interval.TotalMilliseconds, now + wait);
            _turns[bucket.Name] = turn;
            return (turn - now, bucket.Name);
        }
        foreach (var bucket in buckets)
            _fullAt[bucket.Name] = FullAt(bucket, now) + bucket.Interval.TotalMilliseconds;
        return (0, null);
    }

    private double WaitFor(RateBucket bucket, long now)
    {
        var pause = _pauses.GetValueOrDefault(bucket.Name) - now;
        return bucket.Interval == TimeSpan.Zero ? pause : Math.Max(pause, FullAt(bucket, now) - now - bucket.Tolerance.TotalMilliseconds);
    }

    private double FullAt(RateBucket bucket, long now) => Math.Max(_fullAt.GetValueOrDefault(bucket.Name), now);
}
