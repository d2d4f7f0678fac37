using OpsBot.Core.Changes;
using OpsBot.Redis.Delivery;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>Lays a change set out as the arguments of <c>Scripts/commit.lua</c>: counts, each followed by its items.</summary>
internal static class CommitCommand
{
    public static List<RedisArgument> Arguments(ChangeSet change, int keptLogEntries)
    {
        var effects = change.Effects;
        List<RedisArgument> arguments =
            [change.AttemptId, change.Once?.Value ?? "", Math.Max(1, (long)(change.Once?.KeepFor.TotalMilliseconds ?? 1))];

        arguments.Add(effects.Records.Count);
        foreach (var record in effects.Records)
            arguments.AddRange([record.Key.ToString(), record.ExpectedVersion, record.Json is null ? "delete" : "put", record.Json ?? ""]);

        arguments.Add(effects.Indexes.Count);
        foreach (var index in effects.Indexes) arguments.AddRange([index.Index, index.Member, Instant(index.At)]);

        arguments.Add(effects.Dues.Count);
        foreach (var due in effects.Dues) arguments.AddRange([due.Member, Instant(due.DueAt)]);

        arguments.Add(effects.Withdrawals.Count);
        foreach (var subject in effects.Withdrawals) arguments.Add(subject);

        AddStart(arguments, change.Start, change.Once);
        arguments.AddRange(MessageArguments.Of(effects.Outbox));

        arguments.Add(effects.Replays.Count);
        foreach (var replay in effects.Replays) arguments.AddRange([replay.MessageId, replay.ReadyAt.ToUnixTimeMilliseconds()]);

        arguments.Add(effects.Reschedules.Count);
        foreach (var move in effects.Reschedules)
            arguments.AddRange([move.MessageId, move.From.ToUnixTimeMilliseconds(), move.To.ToUnixTimeMilliseconds(), StoredAuditEntry.ToJson(move.Audit)]);

        arguments.Add(effects.Audit.Count);
        foreach (var entry in effects.Audit) arguments.Add(StoredAuditEntry.ToJson(entry));

        // What somebody did is part of the certificate log too, so that the audit cannot be changed unnoticed either.
        arguments.Add(effects.Audit.Count + effects.Certificate.Count);
        foreach (var entry in effects.Audit) arguments.Add(StoredCertificateEntry.ToJson(entry));
        foreach (var entry in effects.Certificate) arguments.Add(StoredCertificateEntry.ToJson(entry));

        arguments.Add(keptLogEntries);
        arguments.Add(change.Logs.Count);
        foreach (var entry in change.Logs) arguments.AddRange([entry.ConversationId, entry.EntryId, entry.Json]);
        return arguments;
    }

    private static void AddStart(List<RedisArgument> arguments, SendStart? start, OnceKey? once)
    {
        arguments.Add(start?.Buckets.Count ?? 0);
        if (start is null || start.Buckets.Count == 0)
            return;
        // Such a message leaves nothing behind that would keep it from being queued twice.
        if (once is null)
            throw new ArgumentException("A change that begins sends needs a once-key.", nameof(once));
        arguments.AddRange([start.Token, start.MachineNow.ToUnixTimeMilliseconds(), start.Until.ToUnixTimeMilliseconds()]);
        foreach (var (id, buckets) in start.Buckets)
        {
            arguments.Add(id);
            SendArguments.AddBuckets(arguments, buckets);
        }
    }

    private static RedisArgument Instant(DateTimeOffset? at) => at is { } instant ? instant.ToUnixTimeMilliseconds() : "";
}
