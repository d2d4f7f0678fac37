using Microsoft.Extensions.Logging;
using OpsBot.Channels.WeCom.Callbacks;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.WeCom;

/// <summary>Ids and codes only.</summary>
internal static partial class WeComLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "WeCom is off: {Missing} not set")]
    public static partial void Off(ILogger logger, string missing);

    [LoggerMessage(Level = LogLevel.Information, Message = "WeCom is on at {Path}; API at {ApiBase}")]
    public static partial void On(ILogger logger, string path, Uri apiBase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeCom callback refused: {Reason}")]
    public static partial void Refused(ILogger logger, CallbackRefusal reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "WeCom message {MessageId}: {Outcome}")]
    public static partial void Taken(ILogger logger, string messageId, TurnOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store away during a WeCom callback")]
    public static partial void StoreAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeCom card was not updated: {Reason}")]
    public static partial void CardNotUpdated(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeCom answered {Method} with code {Code}")]
    public static partial void ApiError(ILogger logger, string method, int code);
}
