using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Redis.Conversations;

/// <summary>Logs in Redis. Appends are told to all processes, which wakes whoever waits.</summary>
internal sealed class RedisActivityLog(RedisConnection connection, IOptions<RedisOptions> options, AppendSignals signals) : IActivityLog
{
    private static readonly RedisScript Append = RedisScript.Load("append-log");
    private static readonly RedisScript Read = RedisScript.Load("read-log");
    private static readonly RedisScript Trim = RedisScript.Load("trim-log");

    public async Task<long> AppendAsync(TenantId tenant, LogAppend entry, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(
            Append, [TenantKeys.Tag(tenant)], [entry.ConversationId, entry.EntryId, entry.Json, options.Value.KeptLogEntries], cancellationToken);
        return reply.AsInteger();
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, string conversationId, long after, int take, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(Read, [TenantKeys.Tag(tenant)], [conversationId, after, take], cancellationToken);
        return [.. reply.AsArray().Select(row => row.AsArray()).Select(row => new LogEntry(row[0].AsInteger(), row[1].AsText(), row[2].AsText()))];
    }

    public async Task<long> TrimAsync(TenantId tenant, string conversationId, long through, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(Trim, [TenantKeys.Tag(tenant)], [conversationId, through], cancellationToken);
        return reply.AsInteger();
    }

    public Task WaitAsync(TenantId tenant, string conversationId, TimeSpan atMost, CancellationToken cancellationToken) =>
        signals.WaitAsync(TenantKeys.Tag(tenant), conversationId, atMost, cancellationToken);
}
