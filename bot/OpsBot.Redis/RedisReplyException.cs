namespace OpsBot.Redis;

/// <summary>Redis answered with an error. Its first word is the code (NOSCRIPT, WRONGTYPE, NOPERM and so on).</summary>
internal sealed class RedisReplyException : Exception
{
    private RedisReplyException(string code, string message)
        : base(message)
    {
        Code = code;
    }

    public string Code { get; }

    /// <summary>Errors that say "not now" become <see cref="RedisUnavailableException"/>: the command was not carried out.</summary>
    public static Exception From(string error)
    {
        var space = error.IndexOf(' ', StringComparison.Ordinal);
        var code = space < 0 ? error : error[..space];
        return code switch
        {
            "LOADING" or "BUSY" or "MASTERDOWN" or "READONLY" or "MISCONF" or "OOM" or "CLUSTERDOWN" or "TRYAGAIN"
                or "NOREPLICAS" => new RedisUnavailableException("Redis cannot serve now: " + error, mayHaveRun: false),
            _ => new RedisReplyException(code, "Redis refused the command: " + error),
        };
    }
}
