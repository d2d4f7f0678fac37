using OpsBot.Core.Changes;

namespace OpsBot.Core.WorkTime;

/// <summary>The territory's hours for everybody.</summary>
public sealed class TerritoryQuietHours(QuietHours hours) : IQuietHoursSource
{
    /// <inheritdoc/>
    public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => ValueTask.FromResult(hours);
}
