namespace OpsBot.Channels.DingTalk;

/// <summary>What a person said to the robot.</summary>
internal sealed record RobotMessage
{
    /// <summary>Unique per message.</summary>
    public required string Id { get; init; }

    /// <summary>When it was written, in milliseconds since 1970; null when the platform does not say.</summary>
    public long? CreatedAt { get; init; }

    /// <summary>The platform's conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Said in a group.</summary>
    public required bool IsGroup { get; init; }

    /// <summary>The user id of the organisation, or the opaque id of an outsider.</summary>
    public required string Account { get; init; }

    /// <summary>What was said; null: a kind that the bot cannot read.</summary>
    public string? Text { get; init; }

    /// <summary>Answers may be posted there.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>End of the webhook, in milliseconds since 1970.</summary>
    public long WebhookExpiresAt { get; init; }
}
