using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// How fast the public entrance gives tokens, by source and in all. A source is known only as a hash under a key that lives
/// and dies with this process, in memory, for as long as it is being limited; its address is kept nowhere.
/// </summary>
internal sealed class AnonymousRate : IDisposable
{
    private const int SourceBytes = 8;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TokenBucketRateLimiter _all;
    private readonly PartitionedRateLimiter<string> _sources;

    public AnonymousRate(IOptions<DirectLineOptions> options)
    {
        var (source, all) = (options.Value.AnonymousPerMinute, options.Value.AllAnonymousPerMinute);
        _all = new TokenBucketRateLimiter(Bucket(all));
        _sources = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetTokenBucketLimiter(from, _ => Bucket(source)));
    }

    /// <summary>Null: go on. Otherwise how long to wait.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        using var source = _sources.AttemptAcquire(SourceOf(address));
        if (!source.IsAcquired)
            return Period;
        using var all = _all.AttemptAcquire();
        return all.IsAcquired ? null : Period;
    }

    public void Dispose()
    {
        _all.Dispose();
        _sources.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) =>
        new() { TokenLimit = perMinute, TokensPerPeriod = perMinute, ReplenishmentPeriod = Period };

    // A household's IPv6 addresses are endless; the network's part of them is one source.
    private string SourceOf(IPAddress? address)
    {
        var bytes = address?.GetAddressBytes() ?? [];
        var network = address?.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 ? bytes[..SourceBytes] : bytes;
        return Convert.ToHexString(HMACSHA256.HashData(_key, network).AsSpan(0, SourceBytes));
    }
}
