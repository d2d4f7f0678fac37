using OpsBot.Core.Overrides;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>All that a stage may look at.</summary>
/// <param name="Now">The instant of the attempt.</param>
/// <param name="Message">What is to be sent.</param>
/// <param name="Withdrawn">It was withdrawn in the meantime.</param>
/// <param name="QuietHours">The recipient's calendar and windows; null when they cannot be had, and then nothing that brings work passes.</param>
public sealed record DeliveryFacts(DateTimeOffset Now, OutboundMessage Message, bool Withdrawn, QuietHours? QuietHours)
{
    /// <summary>It was over the recipient's budget and waits for the digest.</summary>
    public bool ForDigest { get; init; }

    /// <summary>The override that the message names, as stored at this attempt; null: none, or it cannot be read.</summary>
    public Override? Override { get; init; }

    /// <summary>The recipient's unit and all units above it; empty for an unknown recipient.</summary>
    public IReadOnlyList<string> RecipientUnits { get; init; } = [];

    /// <summary>Set by the pipeline alone, when a stage lifted working time.</summary>
    public bool Lifted { get; init; }

    /// <summary>How many messages are ready now or within the next minutes.</summary>
    public int Backlog { get; init; }

    /// <summary>What the store said when this send was to begin; null before it was asked.</summary>
    public SendPermit? Permit { get; init; }
}
