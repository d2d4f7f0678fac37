using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Takes recalled circulars back where the channels can, batch by batch behind the cursor in the record. A batch that is
/// repeated after a crash may count what it had taken back as left, never the reverse.
/// </summary>
public sealed class CircularTakeBackHandler(
    IRecordReader records, IChangeStore store, IOutbox outbox, IEnumerable<IMessageRecall> recalls, IDirectory directory,
    IEntropySource entropy, TimeProvider clock, MachineClock machine, IFaultReporter? faults = null)
    : CircularStepHandler(records, store, entropy, machine, faults)
{
    // Messages looked at in one step.
    private const int BatchSize = 100;

    private readonly ILookup<string, IMessageRecall> _recalls = recalls.ToLookup(r => r.Channel);

    /// <inheritdoc/>
    protected override string PaceId => "take-back";

    /// <inheritdoc/>
    protected override IndexQuery Oldest => CircularIndexes.OldestToTakeBack;

    /// <inheritdoc/>
    protected override IReadOnlyList<RecordKey> KeysOf(string id) => [Circular.Kind.Key(id)];

    /// <inheritdoc/>
    protected override TimeSpan WaitOf(string id, IReadOnlyDictionary<RecordKey, StoredRecord> found) =>
        Read(id, found)?.Value is { } circular && circular.HasToBeTakenBack() ? CircularChange.TakeBackAt(circular) - clock.GetUtcNow() : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override async Task<CircularStep> StepAsync(
        TenantId tenant, string id, IReadOnlyDictionary<RecordKey, StoredRecord> found, Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (Read(id, found) is not { } stored || !stored.Value.HasToBeTakenBack())
            return new CircularStep(new Effects { Indexes = [new IndexWrite(CircularIndexes.TakingBack, id, null)] });
        var (after, more) = await NextAsync(tenant, stored.Value, isOver, cancellationToken).ConfigureAwait(false);
        return new CircularStep(CircularChange.TakenBack(stored, after, more, clock.GetUtcNow()));
    }

    private static Versioned<Circular>? Read(string id, IReadOnlyDictionary<RecordKey, StoredRecord> found) =>
        found.TryGetValue(Circular.Kind.Key(id), out var stored) ? Circular.Kind.Read(stored) : null;

    /// <summary>The circular after the next batch, and whether another may follow.</summary>
    private async Task<(Circular After, bool More)> NextAsync(TenantId tenant, Circular circular, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var seen = circular.TakeBackCursor ?? 0;
        var batch = await outbox.ListAsync(tenant, Circular.SubjectOf(circular.Id), seen, BatchSize, cancellationToken).ConfigureAwait(false);
        var (looked, taken, left) = (0, 0, 0);
        foreach (var entry in batch)
        {
            if (isOver())
                break;
            looked++;
            if (entry.State != DeliveryState.Delivered)
                continue;
            if (await TakeAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false))
                taken++;
            else
                left++;
        }
        var after = circular with
        {
            TakeBackCursor = seen + looked,
            TakenBack = (circular.TakenBack ?? 0) + taken,
            LeftBehind = (circular.LeftBehind ?? 0) + left,
        };
        return (after, looked < batch.Count || batch.Count == BatchSize);
    }

    private async Task<bool> TakeAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        var channels = (directory.Of(tenant).Person(message.PersonId)?.Addresses ?? []).Select(a => a.Channel).Distinct();
        foreach (var recall in channels.SelectMany(channel => _recalls[channel]))
            if (await recall.RecallAsync(tenant, message.Id, cancellationToken).ConfigureAwait(false))
                return true;
        return false;
    }
}
