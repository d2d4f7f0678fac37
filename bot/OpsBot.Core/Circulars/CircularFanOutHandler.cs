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
    QuietHours quietHours,
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
            var change = new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(drawn, $"circular/{id}/{attempt}"),
                Effects = CircularFanOut.Decide(id, circular, directory.Of(tenant), quietHours, clock.GetUtcNow()),
            };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Conflict)
                continue;
            if (change.Effects.Outbox.Count > 0)
                signal.Nudge();
            return;
        }
    }
}
