using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>The conversation in which a person talks to the bot alone.</summary>
internal sealed record AccountReference
{
    /// <summary>How it is stored; the id is <see cref="ReferenceIds.AccountKey"/>.</summary>
    public static readonly RecordKind<AccountReference> Kind = new("bf-account");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Our id of the conversation.</summary>
    public required string ConversationId { get; init; }
}
