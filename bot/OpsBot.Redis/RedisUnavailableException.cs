namespace OpsBot.Redis;

/// <summary>
/// Redis could not be reached, did not answer in time, or cannot serve now (loading, out of memory, disk failing).
/// The caller answers 503 or tries later; nothing was retried on its behalf.
/// </summary>
public sealed class RedisUnavailableException : IOException
{
    public RedisUnavailableException(string message, bool mayHaveRun, Exception? inner = null)
        : base(message, inner)
    {
        MayHaveRun = mayHaveRun;
    }

    /// <summary>True when the command may have been carried out although no answer came; false when it surely was not.</summary>
    public bool MayHaveRun { get; }
}
