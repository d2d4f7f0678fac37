using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Puts one batch of a circular's recipients into the outbox and asks to be called again while people are left. Batch,
/// cursor and next call are one commit: a crash before it repeats the batch, after it goes on behind it.
/// </summary>
public sealed class CircularFanOutHandler(
    IRecordReader records,
    IChangeStore store,
    IDirectory directory,
    HoursBook hours,
    IEntropySource entropy,
    DeliverySignal signal,
    TimeProvider clock) : IDueHandler
{
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public string Kind => Circular.Kind.Name;

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var drawn = entropy.Draw();
        // After the last conflict nothing was written; the lease runs out and the circular is due again.
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await records.GetAsync(tenant, [Circular.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
            var circular = stored.Count > 0 ? Circular.Kind.Read(stored[0]) : null;
            var now = clock.GetUtcNow();
            var hoursOf = await HoursAsync(tenant, circular?.Value, now, cancellationToken).ConfigureAwait(false);
            var change = new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(drawn, $"circular/{id}/{attempt}"),
                Effects = CircularFanOut.Decide(id, circular, directory.Of(tenant), hoursOf, now),
            };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Conflict)
                continue;
            if (change.Effects.Outbox.Count > 0)
                signal.Nudge();
            return;
        }
    }

    /// <summary>Hours of the people of the next batch, with what they set themselves.</summary>
    private async Task<Func<Person, QuietHours>> HoursAsync(TenantId tenant, Circular? circular, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = directory.Of(tenant);
        var people = circular is { Status: CircularStatus.Approved } ? CircularFanOut.PeopleOf(circular, snapshot) : [];
        var read = await records.GetAsync(tenant, [HoursBook.Key, .. people.Select(p => PersonalQuiet.Kind.Key(p.Id))], cancellationToken).ConfigureAwait(false);
        var edition = await hours.OfAsync(tenant, read, cancellationToken).ConfigureAwait(false);
        var set = PersonalQuiet.ReadAll(read);
        return person => edition.Hours.ForPerson(snapshot, person.Id, set.GetValueOrDefault(person.Id), now);
    }
}
