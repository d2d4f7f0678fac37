namespace OpsBot.Core.Complaints;

/// <summary>What is kept about the person who reports.</summary>
public enum ProtectionTier
{
    /// <summary>Person and reply address are sealed beside the original; the bot can bring the feedback (保密反映).</summary>
    Confidential,

    /// <summary>Nothing that names the person is kept; feedback is looked up by receipt (匿名反映).</summary>
    Anonymous,
}
