namespace OpsBot.Core.Changes;

/// <summary>
/// All that one turn, sweep or delivery changes, written by one script: either all of it is on disk or none of it.
/// </summary>
public sealed record ChangeSet
{
    /// <summary>Whose data.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>
    /// Names this attempt. A commit that is sent again with the same id (because the answer was lost) is told
    /// "committed" and not "duplicate".
    /// </summary>
    public required string AttemptId { get; init; }

    /// <summary>Null when the version guards alone make a repeat harmless.</summary>
    public OnceKey? Once { get; init; }

    /// <summary>
    /// What it was computed from without writing it, when that was not read just now (<see cref="IRecordReader.GetRecentAsync"/>):
    /// the change is made only if the store still says the same.
    /// </summary>
    public IReadOnlyList<RecordSeen> Seen { get; init; } = [];

    /// <summary>What to write.</summary>
    public Effects Effects { get; init; } = Effects.None;

    /// <summary>Sends that are begun together with the commit; null: none. Only together with <see cref="Once"/>.</summary>
    public SendStart? Start { get; init; }

    /// <summary>Entries of conversation logs.</summary>
    public IReadOnlyList<LogAppend> Logs { get; init; } = [];
}
