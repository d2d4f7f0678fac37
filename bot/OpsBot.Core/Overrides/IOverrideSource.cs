using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Overrides;

/// <summary>Finds the override that a message names, as it stands at the moment of the call.</summary>
public interface IOverrideSource
{
    /// <summary>Null when it names none or there is none. Throws <see cref="StoreUnavailableException"/> when it cannot be read: then it lifts nothing.</summary>
    ValueTask<Override?> ForAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken);
}
