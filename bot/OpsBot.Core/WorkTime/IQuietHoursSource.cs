using OpsBot.Core.Changes;

namespace OpsBot.Core.WorkTime;

/// <summary>Gives the hours in which one recipient may be sent work, as they stand at the moment of the call.</summary>
public interface IQuietHoursSource
{
    /// <summary>
    /// The hours of one person; those of the territory when nobody is named or the person is unknown. Throws
    /// <see cref="StoreUnavailableException"/> when they cannot be read: then nothing may be sent.
    /// </summary>
    ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken);
}
