namespace OpsBot.Core.Regulations.Import;

/// <summary>What happened to a clause between two versions.</summary>
public enum ClauseChangeKind
{
    Added,
    Changed,
    Removed,
    Unchanged,
}
