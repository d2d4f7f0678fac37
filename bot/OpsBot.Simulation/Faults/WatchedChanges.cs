using OpsBot.Core.Changes;

namespace OpsBot.Simulation.Faults;

/// <summary>The change store as one process sees it.</summary>
internal sealed class WatchedChanges(IChangeStore inner, KillSwitch life, Ledger ledger) : IChangeStore
{
    public Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken) => life.AroundAsync(async () =>
    {
        var outcome = await inner.CommitAsync(change, cancellationToken);
        if (outcome is CommitOutcome.Committed)
            ledger.Committed(change.Effects);
        return outcome;
    });
}
