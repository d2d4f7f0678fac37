namespace OpsBot.Core.Conversations;

/// <summary>What a channel may tell the messenger about a turn.</summary>
public enum TurnOutcome
{
    /// <summary>Stored with all its effects; acknowledge.</summary>
    Accepted,

    /// <summary>This message was stored before; acknowledge.</summary>
    Duplicate,

    /// <summary>Others kept changing the same records; ask the messenger to deliver again.</summary>
    Busy,
}
