using OpsBot.Core.Certificates;

namespace OpsBot.Core.Delivery;

/// <summary>How a leased message goes back. What its send had charged to the recipient is given back with it.</summary>
/// <param name="State">Held, Queued (waits its turn) or Retrying.</param>
/// <param name="ReadyAt">When to try again, in the bot's clock.</param>
/// <param name="Reason">A code.</param>
public sealed record Deferral(DeliveryState State, DateTimeOffset ReadyAt, string Reason)
{
    /// <summary>From now on it goes out with the recipient's digest only.</summary>
    public bool ForDigest { get; init; }

    /// <summary>A send was begun but did not happen, or the channel asked to slow down: it is not counted as an attempt.</summary>
    public bool Uncounted { get; init; }

    /// <summary>What the certificate log says of it; null: nothing.</summary>
    public CertificateEntry? Certificate { get; init; }

    /// <summary>Buckets from which no process takes a token before <see cref="PausedUntil"/> (machine's clock).</summary>
    public IReadOnlyList<string> PausedBuckets { get; init; } = [];

    /// <summary>Machine's clock.</summary>
    public DateTimeOffset PausedUntil { get; init; }
}
