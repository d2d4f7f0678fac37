using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>Counts who has read the circulars that were asked about, step by step behind the cursor in the record.</summary>
public sealed class CircularReadingHandler(
    IRecordReader records, IChangeStore store, IOutbox outbox, IEnumerable<IReadStatus> platforms, IDirectory directory,
    IEntropySource entropy, ReadRules rules, TimeProvider clock, MachineClock machine, IFaultReporter? faults = null)
    : CircularStepHandler(records, store, entropy, machine, faults)
{
    private const int Page = 100;
    private const string InDigest = "digest:";

    private readonly IReadStatus[] _platforms = [.. platforms];

    /// <inheritdoc/>
    protected override string PaceId => "circulars";

    /// <inheritdoc/>
    protected override IndexQuery Oldest => CircularReading.Oldest;

    /// <inheritdoc/>
    protected override IReadOnlyList<RecordKey> KeysOf(string id) => [CircularReading.Kind.Key(id), Circular.Kind.Key(id)];

    /// <inheritdoc/>
    protected override async Task<CircularStep> StepAsync(
        TenantId tenant, string id, IReadOnlyDictionary<RecordKey, StoredRecord> found, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var circular = found.TryGetValue(Circular.Kind.Key(id), out var stored) ? Circular.Kind.Read(stored).Value : null;
        var reading = found.TryGetValue(CircularReading.Kind.Key(id), out var read) ? CircularReading.Kind.Read(read) : null;
        var (after, pause) = reading?.Value.Running is { } tally
            ? circular is not null && CircularReadingPolicy.IsOut(circular)
                ? await NextAsync(tenant, id, reading.Value, tally, isOver, cancellationToken).ConfigureAwait(false)
                : (CircularReadingPolicy.Dropped(reading.Value), TimeSpan.Zero)
            : (null, TimeSpan.Zero);
        var effects = new Effects
        {
            Records = after is null ? [] : [CircularReading.Kind.Put(id, after, reading!.Version)],
            Indexes = after?.Running is null ? [new IndexWrite(CircularReading.Index, id, null)] : [],
        };
        return new CircularStep(effects, pause);
    }

    private async Task<(CircularReading After, TimeSpan Pause)> NextAsync(
        TenantId tenant, string id, CircularReading reading, ReadTally tally, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var people = directory.Of(tenant);
        var asked = tally.Asked();
        var page = await outbox.ListAsync(tenant, Circular.SubjectOf(id), tally.Seen, Page, cancellationToken).ConfigureAwait(false);
        foreach (var entry in page)
        {
            if (entry.State != DeliveryState.Delivered)
            {
                tally = tally.With(null, null, rules);
                continue;
            }
            if (tally.Asked() >= rules.MostAsked)
                return (Ended(tally with { Cut = true }), TimeSpan.Zero);
            if (tally.Asked() - asked >= rules.PerSecond || isOver())
                return (CircularReadingPolicy.Counted(reading, tally, atEnd: false, clock.GetUtcNow()), TimeSpan.Zero);
            var answer = await AskAsync(tenant, entry, cancellationToken).ConfigureAwait(false);
            if (answer is ReadAnswer.Later later)
            {
                var pause = CircularReadingPolicy.PauseAfter(reading, later);
                return (CircularReadingPolicy.PutOff(reading, tally, pause, rules), pause);
            }
            tally = tally.With(answer, people.Person(entry.Message.PersonId)?.UnitId, rules);
            // The others would be refused too.
            if (answer is ReadAnswer.Refused { Why: ReadRefusal.NotPermitted })
                return (Ended(tally with { Cut = true }), TimeSpan.Zero);
        }
        return (CircularReadingPolicy.Counted(reading, tally, atEnd: page.Count < Page, clock.GetUtcNow()), TimeSpan.Zero);

        CircularReading Ended(ReadTally last) => CircularReadingPolicy.Counted(reading, last, atEnd: true, clock.GetUtcNow());
    }

    /// <summary>What was delivered in a digest is read with it.</summary>
    private async Task<ReadAnswer> AskAsync(TenantId tenant, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var messageId = entry.Reason?.StartsWith(InDigest, StringComparison.Ordinal) == true ? entry.Reason[InDigest.Length..] : entry.Message.Id;
        foreach (var platform in _platforms)
            if (await platform.AskAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not ReadAnswer.Untold and var answer)
                return answer;
        return new ReadAnswer.Untold();
    }
}
