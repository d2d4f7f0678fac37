using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>
/// When a lost connection is sought again: at once, then after 10 ms, and after twice as long each time. The library asks the same
/// question about an attempt that is still under way, and would give it up; that one gets the whole time for connecting.
/// </summary>
/// <param name="longest">Longest pause between two attempts.</param>
/// <param name="patience">How long one attempt may take.</param>
/// <param name="time">The machine's clock, by which the library says when an attempt ended.</param>
internal sealed class ReconnectPauses(TimeSpan longest, TimeSpan patience, TimeProvider time) : IReconnectRetryPolicy
{
    private const double FirstPause = 10;
    private const int MostDoublings = 20;
    private readonly ConcurrentDictionary<(EndPoint, ConnectionType), DateTimeOffset> _underWay = new();

    /// <summary>Looks at the attempts of all connections that are made with these settings.</summary>
    public ReconnectPauses WatchOver(ConfigurationOptions configuration)
    {
        configuration.BeforeSocketConnect = (endpoint, type, _) => _underWay[(endpoint, type)] = time.GetUtcNow();
        configuration.ConnectionAttemptCompleted += (_, attempt) =>
        {
            // It is told a moment later, when the next attempt may be under way already.
            if (_underWay.TryGetValue((attempt.EndPoint!, attempt.ConnectionType), out var since) && attempt.CompletedTimeUtc >= since.UtcDateTime)
                _underWay.TryRemove(new((attempt.EndPoint!, attempt.ConnectionType), since));
        };
        return this;
    }

    public bool ShouldRetry(long currentRetryCount, int timeElapsedMillisecondsSinceLastRetry)
    {
        var now = time.GetUtcNow();
        var pause = _underWay.Any(attempt => now - attempt.Value < patience)
            ? patience.TotalMilliseconds
            : Math.Min(FirstPause * Math.Pow(2, Math.Min(currentRetryCount, MostDoublings)), longest.TotalMilliseconds);
        return timeElapsedMillisecondsSinceLastRetry >= pause;
    }
}
