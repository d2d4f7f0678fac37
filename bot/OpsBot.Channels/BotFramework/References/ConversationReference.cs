using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>How a conversation is reached without being spoken to first. No names and nothing that was said.</summary>
internal sealed record ConversationReference
{
    /// <summary>How it is stored; the id is <see cref="ReferenceIds.Conversation"/>.</summary>
    public static readonly RecordKind<ConversationReference> Kind = new("bf-conversation");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The verified address of the channel or of the calling bot.</summary>
    public required string ServiceUrl { get; init; }

    /// <summary>The platform's name of the channel.</summary>
    public required string ChannelId { get; init; }

    /// <summary>The platform's id of the conversation.</summary>
    public required string PlatformId { get; init; }

    public string? ConversationType { get; init; }

    public bool IsGroup { get; init; }

    /// <summary>The people's directory, where the channel tells it.</summary>
    public string? TenantId { get; init; }

    /// <summary>The bot's account there.</summary>
    public required string BotId { get; init; }

    /// <summary>The person's account there; null: a group.</summary>
    public string? UserId { get; init; }

    /// <summary>The bot that calls us as a skill, for which our token is made out; null: a channel.</summary>
    public string? CallerAppId { get; init; }
}
