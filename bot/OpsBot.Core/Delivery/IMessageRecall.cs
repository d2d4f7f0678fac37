using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>Takes messages back that a channel has taken. A channel that cannot has none.</summary>
public interface IMessageRecall
{
    /// <summary>The <see cref="Address.Channel"/> it serves.</summary>
    string Channel { get; }

    /// <summary>True: the message is gone from the recipient's chat. False: it was not sent there, or the platform does not take it back any more.</summary>
    Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken);
}
