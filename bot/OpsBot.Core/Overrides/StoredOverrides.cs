using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Overrides;

/// <summary>Reads the record anew at each call, so that a revocation counts for the very next attempt.</summary>
public sealed class StoredOverrides(IRecordReader records) : IOverrideSource
{
    /// <inheritdoc/>
    public async ValueTask<Override?> ForAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Class != MessageClass.Override || message.OverrideId is not { } id)
            return null;
        var found = await records.GetAsync(tenant, [Override.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? Override.Kind.Read(found[0]).Value : null;
    }
}
