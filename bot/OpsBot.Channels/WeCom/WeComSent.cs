using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom;

/// <summary>Where a message of the bot's own lies at the platform, so that it can be recalled.</summary>
internal sealed record WeComSent
{
    /// <summary>How it is stored; the id is the message's.</summary>
    public static readonly RecordKind<WeComSent> Kind = new("wecom-sent");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The platform's ids, one for each part of the message.</summary>
    public required IReadOnlyList<string> MessageIds { get; init; }

    /// <summary>When the first part was taken, in the machine's clock: the platform's limit runs in it.</summary>
    public required DateTimeOffset SentAt { get; init; }
}
