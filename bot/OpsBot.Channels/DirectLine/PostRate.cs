using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>How fast one conversation may post. Reads are never limited: a refused poll ends a client's polling for good.</summary>
internal sealed class PostRate(IOptions<DirectLineOptions> options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<DirectLinePrincipal> _limiter = PartitionedRateLimiter.Create<DirectLinePrincipal, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter($"{who.Tenant}/{who.ConversationId}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.PostBurst,
            TokensPerPeriod = options.Value.PostsPerSecond,
            ReplenishmentPeriod = Period,
        }));

    /// <summary>Null: go on. Otherwise how long to wait.</summary>
    public TimeSpan? Take(DirectLinePrincipal who)
    {
        using var lease = _limiter.AttemptAcquire(who);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > Period ? after : Period;
    }

    public void Dispose() => _limiter.Dispose();
}
