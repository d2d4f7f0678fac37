using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>Reads the records and indexes of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryRecordReader(InMemoryState state) : IRecordReader
{
    public Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data =>
            (IReadOnlyList<StoredRecord>)[.. keys.Distinct().Where(data.Records.ContainsKey).Select(k => data.Records[k])]));
    }

    public Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, 1000, nameof(query));
        return Task.FromResult(state.Do(tenant, data => List(data, query)));
    }

    private static IReadOnlyList<string> List(TenantData data, IndexQuery query)
    {
        if (!data.Indexes.TryGetValue(query.Index, out var index))
            return [];
        var rising = index.Where(m => query.From is null || m.Value >= query.From.Value.ToUnixTimeMilliseconds()).OrderBy(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key);
        return [.. (query.NewestFirst ? rising.Reverse() : rising).Take(query.Take)];
    }
}
