using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>
/// Counts who has read the circulars that were asked about, step by step behind the cursor in the record. It is run by
/// processes that have messengers. One of them at a time takes a step, by a guarded write of <see cref="ReadPace"/>; one that dies
/// in it keeps the others away for a minute, and its step is taken again.
/// </summary>
public sealed class CircularReadingHandler(
    IRecordReader records, IChangeStore store, IOutbox outbox, IEnumerable<IReadStatus> platforms, IDirectory directory,
    IEntropySource entropy, ReadRules rules, TimeProvider clock, MachineClock machine)
{
    /// <summary>Time between two looks while nothing is asked for.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private const int Page = 100;
    private const string InDigest = "digest:";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClaimFor = TimeSpan.FromMinutes(1);

    // Well within the claim, even when the platform takes its time for the last answer.
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    private readonly IReadStatus[] _platforms = [.. platforms];

    /// <summary>One step. Returns how long to wait before the next.</summary>
    public async Task<TimeSpan> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (await records.ListAsync(tenant, CircularReading.Oldest, cancellationToken).ConfigureAwait(false) is not [var id, ..])
            return Idle;
        var keys = new[] { ReadPace.Kind.Key(ReadPace.Id), CircularReading.Kind.Key(id), Circular.Kind.Key(id) };
        var found = (await records.GetAsync(tenant, keys, cancellationToken).ConfigureAwait(false)).ToDictionary(r => r.Key);
        var pace = found.TryGetValue(keys[0], out var paced) ? ReadPace.Kind.Read(paced) : null;
        var started = machine.Now;
        if (pace?.Value.NotBefore - started is { } wait && wait > TimeSpan.Zero)
            return wait < Idle ? wait : Idle;
        var claim = new Effects { Records = [ReadPace.Kind.Put(ReadPace.Id, new ReadPace(started + ClaimFor), pace?.Version ?? 0)] };
        if (!await WriteAsync(tenant, claim, cancellationToken).ConfigureAwait(false))
            return Idle;
        var circular = found.TryGetValue(keys[2], out var stored) ? Circular.Kind.Read(stored).Value : null;
        var reading = found.TryGetValue(keys[1], out var read) ? CircularReading.Kind.Read(read) : null;
        var (after, pause) = reading?.Value.Running is { } tally
            ? circular is not null && CircularReadingPolicy.IsOut(circular)
                ? await StepAsync(tenant, id, reading.Value, tally, started, cancellationToken).ConfigureAwait(false)
                : (CircularReadingPolicy.Dropped(reading.Value), TimeSpan.Zero)
            : (null, TimeSpan.Zero);
        var next = new ReadPace(pause > TimeSpan.Zero ? machine.Now + pause : started + Second);
        // When this does not go through the step took too long and another process took it again: its numbers count.
        await WriteAsync(
            tenant,
            new Effects
            {
                Records = [ReadPace.Kind.Put(ReadPace.Id, next, (pace?.Version ?? 0) + 1), .. after is null ? [] : new[] { CircularReading.Kind.Put(id, after, reading!.Version) }],
                Indexes = after?.Running is null ? [new IndexWrite(CircularReading.Index, id, null)] : [],
            },
            cancellationToken).ConfigureAwait(false);
        return next.NotBefore - machine.Now is { } left && left > TimeSpan.Zero ? left < Idle ? left : Idle : TimeSpan.Zero;
    }

    private async Task<(CircularReading After, TimeSpan Pause)> StepAsync(
        TenantId tenant, string id, CircularReading reading, ReadTally tally, DateTimeOffset started, CancellationToken cancellationToken)
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
            if (tally.Asked() - asked >= rules.PerSecond || machine.Now - started > StepLimit)
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

    private async Task<bool> WriteAsync(TenantId tenant, Effects effects, CancellationToken cancellationToken)
    {
        var change = new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "circular-reading"), Effects = effects };
        return await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is not CommitOutcome.Conflict;
    }
}
