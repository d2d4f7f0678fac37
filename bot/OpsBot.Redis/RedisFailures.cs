using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>What the library throws, in OpsBot's two words: Redis refused, or Redis is not there.</summary>
internal static class RedisFailures
{
    private static readonly string[] SignInErrors = ["WRONGPASS", "NOAUTH", "NOPERM"];

    /// <summary>Null for what is neither, which is a fault of ours.</summary>
    public static Exception? Translate(Exception failure) => failure switch
    {
        RedisServerException { Message: var text } when IsRedirect(text) => new RedisUnavailableException("Redis is moving keys: " + text, mayHaveRun: false, failure),
        RedisServerException { Message: var text } => RedisReplyException.From(text),
        RedisTimeoutException timeout => new RedisUnavailableException("Redis did not answer in time.", MayHaveRun(timeout.Commandstatus), failure),
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection } => NoConnection(failure),
        RedisConnectionException lost => new RedisUnavailableException("The connection to Redis was lost: " + Reason(lost), MayHaveRun(lost.CommandStatus), failure)
        {
            IsConnectionLost = true,
        },
        // Nothing is sent to a replica: there is no primary at this moment.
        RedisCommandException { Message: var text } when text.Contains("replica", StringComparison.Ordinal) => NoConnection(failure),
        ObjectDisposedException => NoConnection(failure),
        _ => null,
    };

    /// <summary>Why no connection could be opened in the first place.</summary>
    public static Exception WhyNotOpened(string where, Exception failure)
    {
        var text = Everything(failure);
        var refusal = SignInErrors.Select(code => text.IndexOf(code, StringComparison.Ordinal)).Where(at => at >= 0).Order().ToArray();
        if (refusal.Length > 0)
            return RedisReplyException.From(FirstLine(text[refusal[0]..]));
        return new RedisUnavailableException($"No Redis can be reached at {where}: {Reason(failure)}", mayHaveRun: false, failure);
    }

    public static bool IsRedirect(string error) => error.Contains("MOVED", StringComparison.Ordinal) || error.StartsWith("ASK ", StringComparison.Ordinal);

    public static RedisUnavailableException NoConnection(Exception failure) =>
        new("There is no connection to Redis.", mayHaveRun: false, failure) { IsConnectionLost = true };

    private static bool MayHaveRun(CommandStatus status) => status is not (CommandStatus.WaitingInBacklog or CommandStatus.WaitingToBeSent);

    private static string Reason(Exception failure) => FirstLine(failure.GetBaseException().Message);

    private static string Everything(Exception? failure)
    {
        var text = "";
        for (; failure is not null; failure = failure.InnerException)
            text += failure.Message + "\n";
        return text;
    }

    // The library goes on with advice that is for programmers.
    private static string FirstLine(string text) => text.Split('\n', 2)[0].Split(" To allow this multiplexer", 2)[0].TrimEnd('\r');
}
