using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>How a leased message ends.</summary>
/// <param name="Final">A final state; not Merged, which only <see cref="IOutbox.MergeAsync"/> gives.</param>
/// <param name="Reason">Why; a code.</param>
/// <param name="Audit">Its audit line; its instant is that of the end.</param>
public sealed record DeliveryEnd(DeliveryState Final, string? Reason, AuditEntry Audit)
{
    /// <summary>What the certificate log says of it; null: nothing.</summary>
    public CertificateEntry? Certificate { get; init; }

    /// <summary>Queued in the same script, for example to tell the admins of a dead letter.</summary>
    public IReadOnlyList<OutboundMessage> Alarms { get; init; } = [];

    /// <summary>
    /// Month (<c>2026-11</c>) in which a delivered message is charged to <see cref="OutboundMessage.SenderUnitId"/>, and each
    /// item that a digest delivers to the item's; null: not charged.
    /// </summary>
    public string? ChargedMonth { get; init; }
}
