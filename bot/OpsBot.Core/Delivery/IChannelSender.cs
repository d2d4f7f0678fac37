using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>Sends through one channel. Only the delivery worker calls it, after the gate said yes.</summary>
public interface IChannelSender
{
    /// <summary>The <see cref="Address.Channel"/> it serves.</summary>
    string Channel { get; }

    /// <summary>Sends once; a repeat with the same <see cref="OutboundMessage.Id"/> must not show twice where the channel allows that.</summary>
    Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken);
}
