using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>Reads records and indexes; all records of one call are of one instant.</summary>
internal sealed class RedisRecordReader(RedisConnection connection) : IRecordReader
{
    private const int MaxTake = 1000;

    public async Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return [];
        RecordKey[] wanted = [.. keys.Distinct()];
        RedisArgument[] command = ["MGET", .. wanted.Select(key => (RedisArgument)TenantKeys.Record(tenant, key))];
        var values = (await connection.ReadAsync(command, cancellationToken)).AsArray();
        return [.. wanted.Zip(values).Where(pair => !pair.Second.IsNull).Select(pair => Parse(pair.First, pair.Second.AsText()))];
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

    private static StoredRecord Parse(RecordKey key, string stored)
    {
        var end = stored.IndexOf('\n', StringComparison.Ordinal);
        return new StoredRecord(key, long.Parse(stored.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture), stored[(end + 1)..]);
    }
}
