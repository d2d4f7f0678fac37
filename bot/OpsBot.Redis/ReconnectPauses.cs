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

    /// <summary>The library counts in milliseconds of a coarse clock.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(20);

    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly ConcurrentDictionary<(EndPoint, ConnectionType), DateTimeOffset> _underWay = new();
    private long _failedAt;

    /// <summary>Looks at the attempts of all connections that are made with these settings.</summary>
    public ReconnectPauses WatchOver(ConfigurationOptions configuration)
    {
        configuration.BeforeSocketConnect = (endpoint, type, _) => _underWay[(endpoint, type)] = time.GetUtcNow();
        configuration.ConnectionAttemptCompleted += (_, attempt) => Ended(attempt.EndPoint!, attempt.ConnectionType, attempt.IsSuccess, attempt.CompletedTimeUtc);
        return this;
    }

    public bool ShouldRetry(long currentRetryCount, int timeElapsedMillisecondsSinceLastRetry)
    {
        var now = time.GetUtcNow();
        var began = now - TimeSpan.FromMilliseconds(timeElapsedMillisecondsSinceLastRetry);
        // It has only just begun, and the library's note of when is not written yet.
        if (began < _since - Blur)
            return false;
        var isOver = Volatile.Read(ref _failedAt) >= (began - Blur).UtcTicks && !_underWay.Any(attempt => now - attempt.Value < patience);
        var pause = isOver
            ? Math.Min(FirstPause * Math.Pow(2, Math.Min(currentRetryCount, MostDoublings)), longest.TotalMilliseconds)
            : patience.TotalMilliseconds;
        return timeElapsedMillisecondsSinceLastRetry >= pause;
    }

    /// <summary>It is told a moment later, when the next attempt may be under way already.</summary>
    internal void Ended(EndPoint endpoint, ConnectionType type, bool success, DateTime at)
    {
        if (!success)
            Interlocked.Exchange(ref _failedAt, Math.Max(at.Ticks, Volatile.Read(ref _failedAt)));
        if (_underWay.TryGetValue((endpoint, type), out var began) && at >= began.UtcDateTime)
            _underWay.TryRemove(new((endpoint, type), began));
    }
}
