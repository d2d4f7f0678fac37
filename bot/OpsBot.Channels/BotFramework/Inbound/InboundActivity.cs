using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>A posted activity, as far as the bot looks at it.</summary>
internal sealed record InboundActivity
{
    public const string TeamsChannelId = "msteams";

    public required string Type { get; init; }

    /// <summary>The channel's id of it; null: the channel gives none.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    public required string ChannelId { get; init; }

    public required string ServiceUrl { get; init; }

    public required string ConversationId { get; init; }

    public string? ConversationType { get; init; }

    public bool IsGroup { get; init; }

    /// <summary>The directory of the people in the conversation.</summary>
    public string? TenantId { get; init; }

    public required string FromId { get; init; }

    /// <summary>The person's id in the directory; Teams gives it.</summary>
    public string? FromDirectoryId { get; init; }

    public required string RecipientId { get; init; }

    public string? RecipientName { get; init; }

    /// <summary>What was typed, trimmed, without the mention of the bot.</summary>
    public string Text { get; init; } = "";

    /// <summary>The button that was pressed.</summary>
    public BotAction? Action { get; init; }

    public JsonObject? Value { get; init; }

    public string? DeliveryMode { get; init; }

    /// <summary>Somebody else than the bot came into the conversation.</summary>
    public bool IsArrival { get; init; }

    /// <summary>The bot was taken out of the conversation, or uninstalled.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>Files came with it; they are not fetched.</summary>
    public bool HasFiles { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public bool IsMessage => Type == "message";

    public bool IsInvoke => Type == "invoke";

    public bool IsEnd => Type == "endOfConversation";

    /// <summary>There is something to answer.</summary>
    public bool SaysSomething => IsMessage && (Text.Length > 0 || Action is not null || (HasFiles && !IsGroup));

    public bool IsTeams => ChannelId == TeamsChannelId;

    public bool ExpectsReplies => DeliveryMode == "expectReplies";
}
