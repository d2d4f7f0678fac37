namespace OpsBot.Core.Changes;

/// <summary>Reads records and indexes. Throws <see cref="StoreUnavailableException"/> when the store cannot be reached.</summary>
public interface IRecordReader
{
    /// <summary>The records that exist among <paramref name="keys"/>, in no particular order.</summary>
    Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// The same, without asking the store when this process saw all of them a short while ago. What is decided by them is
    /// committed with <see cref="ChangeSet.Seen"/> (or writes them), so that a change by another process is a conflict.
    /// </summary>
    async ValueTask<RecentRecords> GetRecentAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        new(await GetAsync(tenant, keys, cancellationToken).ConfigureAwait(false), FromMemory: false);

    /// <summary>Members of an index by rising instant (falling when <see cref="IndexQuery.NewestFirst"/>).</summary>
    Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken);
}
