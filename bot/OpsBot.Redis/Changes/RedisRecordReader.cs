using OpsBot.Core.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>Reads records and indexes; all records of one call are of one instant.</summary>
internal sealed class RedisRecordReader(RedisConnection connection, RecordMemory memory) : IRecordReader
{
    private const int MaxTake = 1000;

    public async Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return [];
        RecordKey[] wanted = [.. keys.Distinct()];
        RedisKey[] places = [.. wanted.Select(key => (RedisKey)TenantKeys.Record(tenant, key))];
        var values = await connection.ReadAsync(db => db.StringGetAsync(places, RedisConnection.OnPrimary), cancellationToken);
        return [.. wanted.Zip(values).Where(pair => !pair.Second.IsNull).Select(pair => StoredText.Parse(pair.First, pair.Second!))];
    }

    public async ValueTask<RecentRecords> GetRecentAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (Remembered(tenant, keys) is { } remembered)
            return new RecentRecords(remembered, FromMemory: true);
        var found = await GetAsync(tenant, keys, cancellationToken);
        foreach (var key in keys)
            memory.Note(tenant, key, found.FirstOrDefault(record => record.Key == key));
        return new RecentRecords(found, FromMemory: false);
    }

    public async Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, MaxTake);
        if (query is { NewestFirst: true, From: not null }) throw new ArgumentException("A start instant is for rising order only.", nameof(query));
        RedisKey index = TenantKeys.Index(tenant, query.Index);
        var members = await connection.ReadAsync(
            db => query.From is { } from
                ? db.SortedSetRangeByScoreAsync(index, from.ToUnixTimeMilliseconds(), take: query.Take, flags: RedisConnection.OnPrimary)
                : db.SortedSetRangeByRankAsync(index, 0, query.Take - 1, query.NewestFirst ? Order.Descending : Order.Ascending, RedisConnection.OnPrimary),
            cancellationToken);
        return [.. members.Select(member => (string)member!)];
    }

    // All or nothing: one call reads them all.
    private List<StoredRecord>? Remembered(TenantId tenant, IReadOnlyCollection<RecordKey> keys)
    {
        var found = new List<StoredRecord>(keys.Count);
        foreach (var key in keys)
        {
            if (!memory.TryFind(tenant, key, out var record))
                return null;
            if (record is not null)
                found.Add(record);
        }
        return found;
    }
}
