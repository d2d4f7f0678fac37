using Microsoft.Extensions.Logging;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.BotFramework;

/// <summary>Ids and codes only.</summary>
internal static partial class BotFrameworkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Bot Framework is off: BotFramework__AppId is not set")]
    public static partial void Off(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request refused with {Status}: {Reason}")]
    public static partial void Refused(ILogger logger, int status, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Activity in {ConversationId}: {Outcome}")]
    public static partial void Taken(ILogger logger, string conversationId, TurnOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; the channel is asked to come again")]
    public static partial void StoreAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing keys of {Host} cannot be read: {Reason}")]
    public static partial void KeysAway(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Signing keys of {Host} were read: {Count}")]
    public static partial void KeysRead(ILogger logger, string host, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No token from {Host}: {Reason}")]
    public static partial void NoToken(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was not taken: {Reason}")]
    public static partial void NotSent(ILogger logger, string messageId, string reason);
}
