namespace OpsBot.Core.Regulations.Import;

/// <summary>What an import did to its pack.</summary>
public enum MergeOutcome
{
    /// <summary>The pack had no such document.</summary>
    NewDocument,

    /// <summary>Same source, same clauses.</summary>
    Unchanged,

    /// <summary>Same source, clauses cut in another way; replaced in place.</summary>
    Reparsed,

    /// <summary>Another source of the same document; the old version stays and is marked.</summary>
    NewVersion,
}
