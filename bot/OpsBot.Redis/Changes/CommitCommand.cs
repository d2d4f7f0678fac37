using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Delivery;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>
/// Lays a change set out as an item of <c>Scripts/commit.lua</c>: the letters of the parts it has, then each part as a count
/// and its entries. A part that is empty is left out, for most changes have few.
/// </summary>
internal static class CommitCommand
{
    /// <param name="change">What to write.</param>
    /// <param name="answers">Those of its messages whose sends begin with it.</param>
    /// <param name="keptLogEntries">Entries kept of each log.</param>
    public static RedisWords Words(ChangeSet change, IReadOnlyList<OutboundMessage> answers, int keptLogEntries)
    {
        var (effects, words) = (change.Effects, new RedisWords());
        var messages = answers.Count == 0 ? effects.Outbox
            : answers.Count == effects.Outbox.Count ? []
            : [.. effects.Outbox.Where(m => !answers.Contains(m))];
        words.AddRange(change.AttemptId, change.Once?.Value ?? "", Math.Max(1, (long)(change.Once?.KeepFor.TotalMilliseconds ?? 1)));
        Span<char> parts = stackalloc char[16];
        var count = 0;
        Has(parts, ref count, 'v', change.Seen.Count);
        Has(parts, ref count, 'r', effects.Records.Count);
        Has(parts, ref count, 'i', effects.Indexes.Count);
        Has(parts, ref count, 'd', effects.Dues.Count);
        Has(parts, ref count, 'w', effects.Withdrawals.Count);
        Has(parts, ref count, 'b', answers.Count);
        Has(parts, ref count, 'm', messages.Count);
        Has(parts, ref count, 'p', effects.Replays.Count);
        Has(parts, ref count, 't', effects.Reschedules.Count);
        Has(parts, ref count, 'a', effects.Audit.Count);
        Has(parts, ref count, 'c', effects.Certificate.Count);
        Has(parts, ref count, 'l', change.Logs.Count);
        words.Add(new string(parts[..count]));

        foreach (var seen in Part(words, change.Seen))
            words.AddRange(seen.Key.ToString(), seen.Record is { } record ? StoredText.Of(record.Version, record.Json) : "");
        foreach (var record in Part(words, effects.Records))
            words.AddRange(record.Key.ToString(), record.ExpectedVersion, record.Json is { } json ? StoredText.Of(record.ExpectedVersion + 1, json) : "");
        foreach (var index in Part(words, effects.Indexes))
            words.AddRange(index.Index, index.Member, Instant(index.At));
        foreach (var due in Part(words, effects.Dues))
            words.AddRange(due.Member, Instant(due.DueAt));
        foreach (var subject in Part(words, effects.Withdrawals))
            words.Add(subject);
        if (answers.Count > 0)
            AddAnswers(words, change.Start!, answers);
        if (messages.Count > 0)
            MessageArguments.Add(words, messages);
        foreach (var replay in Part(words, effects.Replays))
            words.AddRange(replay.MessageId, replay.ReadyAt.ToUnixTimeMilliseconds());
        foreach (var move in Part(words, effects.Reschedules))
            words.AddRange(move.MessageId, move.From.ToUnixTimeMilliseconds(), move.To.ToUnixTimeMilliseconds(), StoredAuditEntry.ToJson(move.Audit));
        // What somebody did is part of the certificate log too, so that the audit cannot be changed unnoticed either.
        foreach (var entry in Part(words, effects.Audit))
            words.AddRange(StoredAuditEntry.ToJson(entry), StoredCertificateEntry.ToJson(entry));
        foreach (var entry in Part(words, effects.Certificate))
            words.Add(StoredCertificateEntry.ToJson(entry));
        if (change.Logs.Count == 0)
            return words;
        words.Add(keptLogEntries);
        foreach (var entry in Part(words, change.Logs))
            words.AddRange(entry.ConversationId, entry.EntryId, entry.Json);
        return words;
    }

    /// <summary>Those of the outbox whose sends the change begins, in order.</summary>
    public static IReadOnlyList<OutboundMessage> AnswersToBegin(ChangeSet change)
    {
        if (change.Start is not { Buckets.Count: > 0 } start)
            return [];
        // Such a message leaves nothing behind that would keep it from being queued twice.
        if (change.Once is null)
            throw new ArgumentException("A change that begins sends needs a once-key.", nameof(change));
        return start.Buckets.Count == change.Effects.Outbox.Count && change.Effects.Outbox.All(m => start.Buckets.ContainsKey(m.Id))
            ? change.Effects.Outbox
            : [.. change.Effects.Outbox.Where(m => start.Buckets.ContainsKey(m.Id))];
    }

    private static void AddAnswers(RedisWords words, SendStart start, IReadOnlyList<OutboundMessage> answers)
    {
        words.AddRange(answers.Count, BegunAnswers.SlotOf(start), start.MachineNow.ToUnixTimeMilliseconds());
        for (var i = 0; i < answers.Count; i++)
        {
            words.Add(answers[i].Id);
            BegunAnswers.AddStored(words, answers[i], start, i);
            SendArguments.AddBuckets(words, start.Buckets[answers[i].Id]);
        }
    }

    private static void Has(Span<char> parts, ref int count, char letter, int entries)
    {
        if (entries > 0)
            parts[count++] = letter;
    }

    // The entries of a part, behind their count; nothing at all when there are none.
    private static IReadOnlyList<T> Part<T>(RedisWords words, IReadOnlyList<T> entries)
    {
        if (entries.Count > 0)
            words.Add(entries.Count);
        return entries;
    }

    private static RedisArgument Instant(DateTimeOffset? at) => at is { } instant ? instant.ToUnixTimeMilliseconds() : "";
}
