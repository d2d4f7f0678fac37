using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Delivery;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>
/// Lays a change set out as an item of <c>Scripts/commit.lua</c>: each part begins with its letter and the number of its
/// entries. A part that is empty is left out, for most changes have few.
/// </summary>
internal static class CommitCommand
{
    /// <param name="change">What to write.</param>
    /// <param name="answers">Those of its messages whose sends begin with it.</param>
    /// <param name="keptLogEntries">Entries kept of each log.</param>
    public static List<RedisValue> Words(ChangeSet change, IReadOnlyList<OutboundMessage> answers, int keptLogEntries)
    {
        var (effects, words) = (change.Effects, new List<RedisValue>());
        var messages = answers.Count == 0 ? effects.Outbox
            : answers.Count == effects.Outbox.Count ? []
            : [.. effects.Outbox.Where(m => !answers.Contains(m))];
        words.AddRange(change.AttemptId, change.Once?.Value ?? "", Math.Max(1, (long)(change.Once?.KeepFor.TotalMilliseconds ?? 1)));
        foreach (var seen in Part(words, 'v', Found(change.Seen)))
            words.AddRange(seen.Key.ToString(), StoredText.Of(seen.Record!.Version, seen.Record.Json));
        foreach (var seen in Part(words, 'n', Missing(change.Seen)))
            words.Add(seen.Key.ToString());
        foreach (var record in Part(words, 'r', effects.Records))
            words.AddRange(record.Key.ToString(), record.ExpectedVersion, record.Json is { } json ? StoredText.Of(record.ExpectedVersion + 1, json) : "");
        foreach (var index in Part(words, 'i', effects.Indexes))
            words.AddRange(index.Index, index.Member, Instant(index.At));
        foreach (var due in Part(words, 'd', effects.Dues))
            words.AddRange(due.Member, Instant(due.DueAt));
        foreach (var subject in Part(words, 'w', effects.Withdrawals))
            words.Add(subject);
        if (answers.Count > 0)
            AddAnswers(words, change.Start!, answers);
        MessageArguments.Add(words, Part(words, 'm', messages));
        foreach (var replay in Part(words, 'p', effects.Replays))
            words.AddRange(replay.MessageId, replay.ReadyAt.ToUnixTimeMilliseconds());
        foreach (var move in Part(words, 't', effects.Reschedules))
            words.AddRange(move.MessageId, move.From.ToUnixTimeMilliseconds(), move.To.ToUnixTimeMilliseconds(), StoredAuditEntry.ToJson(move.Audit));
        // What somebody did is part of the certificate log too, so that the audit cannot be changed unnoticed either.
        foreach (var entry in Part(words, 'a', effects.Audit))
            words.AddRange(StoredAuditEntry.ToJson(entry), StoredCertificateEntry.ToJson(entry));
        foreach (var entry in Part(words, 'c', effects.Certificate))
            words.Add(StoredCertificateEntry.ToJson(entry));
        foreach (var erasure in Part(words, 'e', effects.Erasures))
            AddErasure(words, erasure);
        foreach (var entry in Part(words, 'l', change.Logs))
            words.AddRange(entry.ConversationId, entry.EntryId, entry.Json, keptLogEntries);
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
        return AllBegin(change.Effects.Outbox, start) ? change.Effects.Outbox : [.. change.Effects.Outbox.Where(m => start.Buckets.ContainsKey(m.Id))];
    }

    private static bool AllBegin(IReadOnlyList<OutboundMessage> messages, SendStart start)
    {
        for (var i = 0; i < messages.Count; i++)
            if (!start.Buckets.ContainsKey(messages[i].Id))
                return false;
        return true;
    }

    /// <summary>In the order in which the script counts them: those that exist, then those that do not.</summary>
    public static IReadOnlyList<RecordSeen> InOrder(IReadOnlyList<RecordSeen> seen) => [.. Found(seen), .. Missing(seen)];

    private static RecordSeen[] Found(IReadOnlyList<RecordSeen> seen) => [.. seen.Where(other => other.Record is not null)];

    private static RecordSeen[] Missing(IReadOnlyList<RecordSeen> seen) => [.. seen.Where(other => other.Record is null)];

    private static void AddAnswers(List<RedisValue> words, SendStart start, IReadOnlyList<OutboundMessage> answers)
    {
        Part(words, 'b', answers);
        words.AddRange(BegunAnswers.SlotOf(start), start.MachineNow.ToUnixTimeMilliseconds());
        for (var i = 0; i < answers.Count; i++)
        {
            words.Add(answers[i].Id);
            BegunAnswers.AddStored(words, answers[i], start, i);
            SendArguments.AddBuckets(words, start.Buckets[answers[i].Id]);
        }
    }

    private static void AddErasure(List<RedisValue> words, LogErase erasure)
    {
        words.AddRange(erasure.ConversationId ?? "", (long)(erasure.ForgetNumbersAfter?.TotalMilliseconds ?? 0), erasure.Ids?.Count ?? -1);
        foreach (var id in erasure.Ids ?? [])
            words.Add(id);
    }

    // The entries of a part, behind its letter and their number; nothing at all when there are none.
    private static IReadOnlyList<T> Part<T>(List<RedisValue> words, char letter, IReadOnlyList<T> entries)
    {
        if (entries.Count > 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{letter}{entries.Count}"));
        return entries;
    }

    private static RedisValue Instant(DateTimeOffset? at) => at is { } instant ? instant.ToUnixTimeMilliseconds() : "";
}
