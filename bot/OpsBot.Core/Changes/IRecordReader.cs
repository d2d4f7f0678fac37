namespace OpsBot.Core.Changes;

/// <summary>Reads records and indexes. Throws <see cref="StoreUnavailableException"/> when the store cannot be reached.</summary>
public interface IRecordReader
{
    /// <summary>The records that exist among <paramref name="keys"/>, in no particular order.</summary>
    Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>Members of an index by rising instant (falling when <see cref="IndexQuery.NewestFirst"/>).</summary>
    Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken);
}
