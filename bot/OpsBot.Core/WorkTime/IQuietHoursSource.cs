using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.WorkTime;

/// <summary>Gives the hours in which one recipient may be sent work, as they stand at the moment of the call.</summary>
public interface IQuietHoursSource
{
    /// <summary>
    /// The hours of one person; those of the territory when nobody is named or the person is unknown. Throws
    /// <see cref="StoreUnavailableException"/> when they cannot be read: then nothing may be sent.
    /// </summary>
    ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken);

    /// <summary>The hours that count for a message: those of its person, else of its <see cref="OutboundMessage.HoursUnitId"/>, else the territory's.</summary>
    ValueTask<QuietHours> ForMessageAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken) =>
        ForAsync(tenant, message.PersonId, cancellationToken);
}
