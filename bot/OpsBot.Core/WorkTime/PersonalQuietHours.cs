using OpsBot.Core.Changes;
using OpsBot.Core.Organization;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Hours of a recipient from the directory and from what the person set. The record is read anew at each call, so that a
/// quiet time counts for the very next attempt.
/// </summary>
public sealed class PersonalQuietHours(HoursResolver resolver, IDirectory directory, IRecordReader records, TimeProvider clock) : IQuietHoursSource
{
    /// <inheritdoc/>
    public async ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken)
    {
        if (personId is null || directory.Of(tenant).Person(personId) is null) return resolver.Territory;
        var found = await records.GetAsync(tenant, [PersonalQuiet.Kind.Key(personId)], cancellationToken).ConfigureAwait(false);
        var own = found.Count > 0 ? PersonalQuiet.Kind.Read(found[0]).Value : null;
        return resolver.ForPerson(directory.Of(tenant), personId, own, clock.GetUtcNow());
    }
}
