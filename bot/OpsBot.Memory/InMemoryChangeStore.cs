using System.Text.Json;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Memory;

/// <summary>Commits in memory. A change that breaks the rules of <see cref="Effects"/> throws, so that tests find it.</summary>
public sealed class InMemoryChangeStore(InMemoryState state, TimeProvider machine) : IChangeStore
{
    public Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (change.Effects.Records.GroupBy(w => w.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The change writes {twice.Key} twice; join the writes.", nameof(change));
        if (change is { Start: not null, Once: null })
            throw new ArgumentException("A change that begins sends needs a once-key.", nameof(change));
        return Task.FromResult(state.Do(change.Tenant, data => Commit(data, change)));
    }

    private CommitOutcome Commit(TenantData data, ChangeSet change)
    {
        var now = machine.GetUtcNow();
        if (change.Once is { } asked && data.OnceKeys.TryGetValue(asked.Value, out var used) && used.ForgetAt > now)
            return used.AttemptId == change.AttemptId ? new CommitOutcome.Committed() : new CommitOutcome.Duplicate();
        foreach (var seen in change.Seen)
            if (data.Records.GetValueOrDefault(seen.Key) != seen.Record)
                return new CommitOutcome.Conflict(seen.Key);
        foreach (var write in change.Effects.Records)
        {
            var version = data.Records.TryGetValue(write.Key, out var stored) ? stored.Version : 0;
            if (version != write.ExpectedVersion)
                return new CommitOutcome.Conflict(write.Key);
        }
        if (change.Once is { } once)
            data.OnceKeys[once.Value] = (change.AttemptId, now + once.KeepFor);
        Apply(data, change.Effects);
        foreach (var erasure in change.Effects.Erasures)
            Apply(data, erasure);
        foreach (var entry in change.Logs)
            data.LogOf(entry.ConversationId).Append(entry);
        return new CommitOutcome.Committed { Begun = Begin(data, change) };
    }

    private static IReadOnlyList<string> Begin(TenantData data, ChangeSet change)
    {
        if (change.Start is not { } start)
            return [];
        var begun = new List<string>();
        foreach (var queued in change.Effects.Outbox.Where(m => start.Buckets.ContainsKey(m.Id)).Select(m => data.OutboxById[m.Id]))
        {
            // One that was queued before by somebody else is theirs.
            if (queued.State != DeliveryState.Queued || queued.Attempts > 0 || data.Buckets.Take(start.Buckets[queued.Id], start.MachineNow.ToUnixTimeMilliseconds()).Empty is not null)
                continue;
            queued.State = DeliveryState.Sending;
            queued.LeaseToken = start.Token;
            queued.LeasedUntil = start.Until.ToUnixTimeMilliseconds();
            queued.Attempts = 1;
            begun.Add(queued.Id);
        }
        return begun;
    }

    private static void Apply(TenantData data, Effects effects)
    {
        foreach (var write in effects.Records)
        {
            if (write.Json is null)
                data.Records.Remove(write.Key);
            else
                data.Records[write.Key] = new StoredRecord(write.Key, write.ExpectedVersion + 1, write.Json);
        }
        foreach (var write in effects.Indexes)
            Apply(data, write);
        foreach (var write in effects.Dues)
            data.Dues.Set(write.Member, write.DueAt?.ToUnixTimeMilliseconds());
        foreach (var message in effects.Withdrawals.Distinct().SelectMany(data.Queues.OfSubject))
            InMemorySend.Withdraw(data, message);
        foreach (var message in effects.Outbox)
            data.Queue(message);
        foreach (var replay in effects.Replays)
            InMemorySend.Replay(data, replay.MessageId, replay.ReadyAt);
        foreach (var move in effects.Reschedules)
            Apply(data, move);
        data.Audit.AddRange(effects.Audit);
        foreach (var audit in effects.Audit)
            data.Certify(new CertificateEntry { At = audit.At, Event = CertificateEvents.Audit, Audit = JsonSerializer.SerializeToElement(audit, StoredJson.Options) });
        foreach (var entry in effects.Certificate)
            data.Certify(entry);
    }

    private static void Apply(TenantData data, RescheduleWrite move)
    {
        if (!data.OutboxById.TryGetValue(move.MessageId, out var message)
            || message.State is not (DeliveryState.Queued or DeliveryState.Held) || message.ReadyAt != move.From.ToUnixTimeMilliseconds())
            return;
        message.ReadyAt = move.To.ToUnixTimeMilliseconds();
        data.Audit.Add(move.Audit);
    }

    private static void Apply(TenantData data, LogErase erasure)
    {
        var log = erasure.ConversationId is { } id ? data.LogOf(id) : null;
        foreach (var entry in erasure.Ids ?? [.. log?.Entries.Select(e => e.EntryId) ?? []])
            log?.Erase(entry);
        foreach (var answer in erasure.Ids ?? [])
        {
            if (!data.OutboxById.TryGetValue(answer, out var message) || message.Subject is not null)
                continue;
            data.OutboxById.Remove(answer);
            message.Erase();
        }
    }

    private static void Apply(TenantData data, IndexWrite write)
    {
        if (!data.Indexes.TryGetValue(write.Index, out var index))
            data.Indexes[write.Index] = index = [];
        if (write.At is { } at)
            index[write.Member] = at.ToUnixTimeMilliseconds();
        else
            index.Remove(write.Member);
    }
}
