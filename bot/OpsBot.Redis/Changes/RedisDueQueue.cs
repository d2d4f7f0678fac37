using OpsBot.Core.Changes;

namespace OpsBot.Redis.Changes;

/// <summary>Due instants in a sorted set; leasing moves a member to a second one.</summary>
internal sealed class RedisDueQueue(RedisConnection connection) : IDueQueue
{
    private static readonly RedisScript Lease = RedisScript.Load("lease-due");

    public async Task<IReadOnlyList<string>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(
            Lease,
            [TenantKeys.Tag(tenant)],
            [now.ToUnixTimeMilliseconds(), machineNow.ToUnixTimeMilliseconds(), count, (machineNow + leaseFor).ToUnixTimeMilliseconds()],
            cancellationToken);
        return [.. reply.AsArray().Select(member => member.AsText())];
    }

    public async Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["ZRANGE", TenantKeys.Due(tenant), 0, 0, "WITHSCORES"], cancellationToken);
        return reply.AsArray() is [_, var score] ? DateTimeOffset.FromUnixTimeMilliseconds(score.AsInteger()) : null;
    }
}
