namespace OpsBot.Core.Changes;

/// <summary>What became of a <see cref="ChangeSet"/>.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>All of it is on disk.</summary>
    public sealed record Committed : CommitOutcome
    {
        /// <summary>Ids of the messages whose sends were begun by <see cref="ChangeSet.Start"/>; empty also when a repeat finds it done.</summary>
        public IReadOnlyList<string> Begun { get; init; } = [];
    }

    /// <summary>Its once-key was used before by another attempt; nothing was written.</summary>
    public sealed record Duplicate : CommitOutcome;

    /// <summary>A record had another version, or was no longer as it was seen; nothing was written. Load again and recompute.</summary>
    public sealed record Conflict(RecordKey Key) : CommitOutcome;
}
