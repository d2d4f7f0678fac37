using OpsBot.Core.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>Reads records and indexes; all records of one call are of one instant.</summary>
internal sealed class RedisRecordReader(RedisConnection connection, RecordMemory memory) : IRecordReader
{
    private const int MaxTake = 1000;

    public async Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return [];
        RecordKey[] wanted = [.. keys.Distinct()];
        RedisArgument[] command = ["MGET", .. wanted.Select(key => (RedisArgument)TenantKeys.Record(tenant, key))];
        var values = (await connection.ReadAsync(command, cancellationToken)).AsArray();
        return [.. wanted.Zip(values).Where(pair => !pair.Second.IsNull).Select(pair => StoredText.Parse(pair.First, pair.Second.AsText()))];
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
        RedisArgument[] command = query.From is { } from
            ? ["ZRANGE", TenantKeys.Index(tenant, query.Index), from.ToUnixTimeMilliseconds(), "+inf", "BYSCORE", "LIMIT", 0, query.Take]
            : ["ZRANGE", TenantKeys.Index(tenant, query.Index), 0, query.Take - 1];
        if (query.NewestFirst) command = [.. command, "REV"];
        return [.. (await connection.ReadAsync(command, cancellationToken)).AsArray().Select(member => member.AsText())];
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
