using Microsoft.Extensions.Logging;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DingTalk;

/// <summary>Ids and codes only.</summary>
internal static partial class DingTalkLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "DingTalk message {MessageId}: {Outcome}")]
    public static partial void Taken(ILogger logger, string messageId, TurnOutcome outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "DingTalk message {MessageId} is not read: its group is not in DingTalk:Groups")]
    public static partial void UnknownGroup(ILogger logger, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DingTalk callback refused: {Status}")]
    public static partial void CallbackRefused(ILogger logger, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; a DingTalk message waits")]
    public static partial void StoreAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "DingTalk stream open")]
    public static partial void StreamOpen(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "DingTalk stream ended: {Reason}")]
    public static partial void StreamEnded(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DingTalk gateway refused the stream: {Code}; next try in {Pause}")]
    public static partial void GatewayRefused(ILogger logger, string code, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DingTalk frame ignored: {Reason}")]
    public static partial void FrameIgnored(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "DingTalk frame {MessageId} failed: {Fault}")]
    public static partial void FrameFailed(ILogger logger, string messageId, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DingTalk to-do items wait: {Code}")]
    public static partial void TodosWait(ILogger logger, string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "DingTalk directory read: {Units} units, {People} people")]
    public static partial void DirectoryRead(ILogger logger, int units, int people);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DingTalk directory not read: {Code}; the last one stays")]
    public static partial void DirectoryNotRead(ILogger logger, string code);
}
