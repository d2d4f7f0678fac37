using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Offers;

/// <summary>The answers that the bot's newest reply offered to a person, so that a typed number is understood.</summary>
internal sealed record Offer
{
    /// <summary>How it is stored; the id is the person's account.</summary>
    public static readonly RecordKind<Offer> Kind = new("wecom-offer");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The reply that offers them.</summary>
    public required string MessageId { get; init; }

    /// <summary>The message that it answers; another reply of the same turn without answers does not take them away.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>They were shown with numbers.</summary>
    public bool Numbered { get; init; }

    /// <summary>In the order of the numbers.</summary>
    public IReadOnlyList<OfferedOption> Options { get; init; } = [];
}
