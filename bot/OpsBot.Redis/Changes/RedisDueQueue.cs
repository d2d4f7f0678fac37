using OpsBot.Core.Changes;
using StackExchange.Redis;

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
            TenantKeys.Tag(tenant),
            [now.ToUnixTimeMilliseconds(), machineNow.ToUnixTimeMilliseconds(), count, (machineNow + leaseFor).ToUnixTimeMilliseconds()],
            cancellationToken);
        return (string[])reply!;
    }

    public async Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var first = await connection.ReadAsync(
            db => db.SortedSetRangeByRankWithScoresAsync(TenantKeys.Due(tenant), 0, 0, Order.Ascending, RedisConnection.OnPrimary), cancellationToken);
        return first is [var due] ? DateTimeOffset.FromUnixTimeMilliseconds((long)due.Score) : null;
    }
}
