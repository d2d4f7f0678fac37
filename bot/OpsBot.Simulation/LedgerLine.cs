using OpsBot.Core.Delivery;

namespace OpsBot.Simulation;

/// <summary>What happened to one message, seen from outside of the bot. Instants are the world's.</summary>
internal sealed class LedgerLine(OutboundMessage message, DateTimeOffset queuedAt)
{
    public string Id { get; } = message.Id;

    public MessageClass Class { get; } = message.Class;

    public string? PersonId { get; } = message.PersonId;

    /// <summary>The unit to whose group it goes; null: to a person.</summary>
    public string? GroupUnit { get; } = message.HoursUnitId;

    public string Recipient { get; } = message.Recipient();

    public bool IsAsked { get; } = message.IsAsked();

    public string? DedupKey { get; } = message.DedupKey is { } key ? $"{message.Recipient()}/{key}" : null;

    public DateTimeOffset QueuedAt { get; } = queuedAt;

    /// <summary>From when it could be sent at all.</summary>
    public DateTimeOffset WantedAt { get; } = message.NotBefore > queuedAt ? message.NotBefore.Value : queuedAt;

    public DateTimeOffset? ExpiresAt { get; } = message.ExpiresAt;

    public DateTimeOffset? WithdrawnAt { get; set; }

    public bool WasHeld { get; set; }

    public bool InDigest { get; set; }

    public int DeadTimes { get; set; }

    public int Accepts { get; set; }

    public DateTimeOffset? FirstAcceptedAt { get; set; }
}
