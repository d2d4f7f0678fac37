using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>Continues a use case once a message was delivered, named by <see cref="OutboundMessage.OnDelivered"/>.</summary>
public interface IDeliveryObserver
{
    /// <summary>The <see cref="OutboundMessage.OnDelivered"/> value it answers to.</summary>
    string Name { get; }

    /// <summary>
    /// Called after the channel accepted and before the outbox forgets; may be called again for the same message, so it
    /// must be idempotent. A throw leaves the message in the outbox.
    /// </summary>
    Task DeliveredAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken);
}
