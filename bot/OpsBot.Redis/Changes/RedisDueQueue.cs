using OpsBot.Core.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>Due instants in a sorted set; leasing moves a member to a second one.</summary>
internal sealed class RedisDueQueue(RedisConnection connection) : IDueQueue
{
    private static readonly RedisScript Lease = RedisScript.Load("lease-due");
    private static readonly RedisScript SetAside = RedisScript.Load("set-aside-due");

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

    public async Task<int> SetAsideAsync(TenantId tenant, string member, ItemFaultReason reason, DateTimeOffset machineNow, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(
            SetAside, TenantKeys.Tag(tenant), [member, reason.ToString(), machineNow.ToUnixTimeMilliseconds(), .. SetAsideMarks.Pauses], cancellationToken);
        return (int)reply;
    }

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        SetAsideMarks.CountAsync(connection, TenantKeys.DueFaults(tenant), cancellationToken);

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        SetAsideMarks.ListAsync(connection, TenantKeys.DueFaults(tenant), take, cancellationToken);
}
