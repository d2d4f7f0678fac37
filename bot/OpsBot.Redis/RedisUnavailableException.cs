using OpsBot.Core.Changes;

namespace OpsBot.Redis;

/// <summary>
/// Redis could not be reached, did not answer in time, or cannot serve now (loading, out of memory, disk failing).
/// Nothing was repeated on the caller's behalf.
/// </summary>
internal sealed class RedisUnavailableException(string message, bool mayHaveRun, Exception? inner = null)
    : StoreUnavailableException(message, inner)
{
    /// <summary>True when the command may have been carried out although no answer came; false when it surely was not.</summary>
    public bool MayHaveRun => mayHaveRun;

    /// <summary>True when there was no connection, or it broke under the call: whoever changes nothing may ask again.</summary>
    public bool IsConnectionLost { get; init; }
}
