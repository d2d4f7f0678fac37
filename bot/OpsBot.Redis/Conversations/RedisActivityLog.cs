using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using StackExchange.Redis;

namespace OpsBot.Redis.Conversations;

/// <summary>Logs in Redis. Appends are told to all processes, which wakes whoever waits.</summary>
internal sealed class RedisActivityLog(RedisConnection connection, IOptions<RedisOptions> options, AppendSignals signals) : IActivityLog
{
    private static readonly RedisScript Append = RedisScript.Load("append-log");
    private static readonly RedisScript Read = RedisScript.Load("read-log");
    private static readonly RedisScript Trim = RedisScript.Load("trim-log");

    public async Task<long> AppendAsync(TenantId tenant, LogAppend entry, CancellationToken cancellationToken)
    {
        // Whoever polls the conversation sees it from now on, and remembers its number.
        var reply = await connection.CommitAsync(
            Append, TenantKeys.Tag(tenant), [entry.ConversationId, entry.EntryId, entry.Json, options.Value.KeptLogEntries], cancellationToken);
        return (long)reply;
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, string conversationId, long after, int take, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(Read, TenantKeys.Tag(tenant), [conversationId, after, take], cancellationToken);
        return [.. ((RedisResult[])reply!).Select(row => new LogEntry((long)row[0], (string)row[1]!, (string)row[2]!))];
    }

    public async Task<long> TrimAsync(TenantId tenant, string conversationId, long through, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(Trim, TenantKeys.Tag(tenant), [conversationId, through], cancellationToken);
        return (long)reply;
    }

    public Task WaitAsync(TenantId tenant, string conversationId, TimeSpan atMost, CancellationToken cancellationToken) =>
        signals.WaitAsync(TenantKeys.Tag(tenant), conversationId, atMost, cancellationToken);
}
