using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>Where a message of the bot's own lies at the platform, so that it can be recalled and asked about.</summary>
internal sealed record SentMessage
{
    /// <summary>How it is stored; the id is the message's.</summary>
    public static readonly RecordKind<SentMessage> Kind = new("dingtalk-sent");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The platform's key; null for a card.</summary>
    public string? QueryKey { get; init; }

    /// <summary>The group; null: a private chat.</summary>
    public string? Group { get; init; }

    /// <summary>An interactive card.</summary>
    public bool IsCard { get; init; }
}
