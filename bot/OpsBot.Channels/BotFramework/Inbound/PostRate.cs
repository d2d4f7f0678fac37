using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>How fast one conversation may post.</summary>
internal sealed class PostRate(IOptions<BotFrameworkOptions> options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(conversation =>
        RateLimitPartition.GetTokenBucketLimiter(conversation, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.PostBurst,
            TokensPerPeriod = options.Value.PostsPerSecond,
            ReplenishmentPeriod = Period,
        }));

    /// <summary>False: too fast.</summary>
    public bool Take(string conversation)
    {
        using var lease = _limiter.AttemptAcquire(conversation);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
