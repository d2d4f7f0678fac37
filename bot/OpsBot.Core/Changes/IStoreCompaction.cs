namespace OpsBot.Core.Changes;

/// <summary>Rewrites the store's files without what was taken out of it.</summary>
public interface IStoreCompaction
{
    /// <summary>
    /// Asks for it and does not wait for the end. Of a store that others run it asks nothing. False: an earlier one, which may
    /// not see what was taken out since, is still under way, so ask again. Throws <see cref="StoreUnavailableException"/>
    /// when the store cannot be reached.
    /// </summary>
    Task<bool> RequestAsync(CancellationToken cancellationToken);
}
