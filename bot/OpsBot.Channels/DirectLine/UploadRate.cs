using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>How much this process stores of uploads, whoever sends them: the store's room is shared with everything else.</summary>
internal sealed class UploadRate : IDisposable
{
    private const int Kilobyte = 1024;
    private readonly TokenBucketRateLimiter _limiter;

    public UploadRate(IOptions<DirectLineOptions> options)
    {
        var hourly = options.Value.UploadMegabytesPerHour * Kilobyte;
        _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = hourly,
            TokensPerPeriod = Math.Max(1, hourly / 60),
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        });
    }

    /// <summary>Null: go on. Otherwise how long to wait.</summary>
    public TimeSpan? Take(int bytes)
    {
        if (bytes == 0)
            return null;
        using var lease = _limiter.AttemptAcquire(Math.Max(1, bytes / Kilobyte));
        return lease.IsAcquired ? null : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _limiter.Dispose();
}
