using System.Text.Json;
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
        return resolver.ForPerson(directory.Of(tenant), personId, found.Count > 0 ? Read(found[0]) : null, clock.GetUtcNow());
    }

    // One broken record must silence its person only, and not stop the worker that serves everybody.
    private static PersonalQuiet Read(StoredRecord stored)
    {
        try
        {
            return PersonalQuiet.Kind.Read(stored).Value;
        }
        catch (JsonException broken)
        {
            throw new StoreUnavailableException($"The record {stored.Key} cannot be read.", broken);
        }
    }
}
