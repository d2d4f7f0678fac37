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

    /// <summary>How many messages are ready now or within the next minutes.</summary>
    public int Backlog { get; init; }

    /// <summary>What the store said when this send was to begin; null before it was asked.</summary>
    public SendPermit? Permit { get; init; }
}
