using Microsoft.Extensions.Logging;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Ids only.</summary>
internal static partial class DirectLineLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Activity {ActivityId}: {Outcome}")]
    public static partial void Posted(ILogger logger, string activityId, TurnOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store away during {Method} {Route}")]
    public static partial void StoreAway(ILogger logger, string method, string? route);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stream of {ConversationId} opened after {Watermark}")]
    public static partial void StreamOpened(ILogger logger, string conversationId, long watermark);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stream of {ConversationId} closed: {Reason}")]
    public static partial void StreamClosed(ILogger logger, string conversationId, string reason);
}
