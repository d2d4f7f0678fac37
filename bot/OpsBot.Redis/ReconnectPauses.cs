using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>
/// When a lost connection is sought again: at once, then after 10 ms, and after twice as long each time. The library asks the same
/// question about an attempt that is still under way, and would give it up; that one gets the whole time for connecting.
/// </summary>
/// <param name="longest">Longest pause between two attempts.</param>
/// <param name="patience">How long one attempt may take.</param>
internal sealed class ReconnectPauses(TimeSpan longest, TimeSpan patience) : IReconnectRetryPolicy
{
    private const double FirstPause = 10;
    private const int MostDoublings = 20;
    private int _underWay;

    /// <summary>Counts the attempts of connections that are made with these settings.</summary>
    public ReconnectPauses WatchOver(ConfigurationOptions configuration)
    {
        configuration.BeforeSocketConnect = (_, _, socket) => Interlocked.Increment(ref _underWay);
        configuration.ConnectionAttemptCompleted += (_, _) => Interlocked.Decrement(ref _underWay);
        return this;
    }

    public bool ShouldRetry(long currentRetryCount, int timeElapsedMillisecondsSinceLastRetry)
    {
        var pause = Volatile.Read(ref _underWay) > 0
            ? patience.TotalMilliseconds
            : Math.Min(FirstPause * Math.Pow(2, Math.Min(currentRetryCount, MostDoublings)), longest.TotalMilliseconds);
        return timeElapsedMillisecondsSinceLastRetry >= pause;
    }
}
