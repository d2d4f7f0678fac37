namespace OpsBot.Core.Changes;

/// <summary>The only way to change records. One call is one script.</summary>
public interface IChangeStore
{
    /// <summary>
    /// Writes the change as a whole, durably. Throws <see cref="StoreUnavailableException"/> when the store cannot be
    /// reached; the change may then be sent again with the same attempt id.
    /// </summary>
    Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken);
}
