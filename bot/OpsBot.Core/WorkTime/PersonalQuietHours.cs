using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Hours of a recipient from the directory and from what the person set. The record is read anew at each call, so that a
/// quiet time counts for the very next attempt.
/// </summary>
public sealed class PersonalQuietHours(HoursBook hours, IDirectory directory, IRecordReader records, TimeProvider clock) : IQuietHoursSource
{
    /// <inheritdoc/>
    public async ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken)
    {
        if (personId is null || directory.Of(tenant).Person(personId) is null)
            return (await hours.OfAsync(tenant, cancellationToken).ConfigureAwait(false)).Hours.Territory;
        var key = PersonalQuiet.Kind.Key(personId);
        var found = await records.GetAsync(tenant, [key, HoursBook.Key], cancellationToken).ConfigureAwait(false);
        var edition = await hours.OfAsync(tenant, found, cancellationToken).ConfigureAwait(false);
        var own = found.FirstOrDefault(record => record.Key == key) is { } set ? Read(set) : null;
        return edition.Hours.ForPerson(directory.Of(tenant), personId, own, clock.GetUtcNow());
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

    /// <inheritdoc/>
    public async ValueTask<QuietHours> ForMessageAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken) =>
        message is { PersonId: null, HoursUnitId: { } unitId }
            ? (await hours.OfAsync(tenant, cancellationToken).ConfigureAwait(false)).Hours.ForUnit(directory.Of(tenant), unitId)
            : await ForAsync(tenant, message.PersonId, cancellationToken).ConfigureAwait(false);
}
