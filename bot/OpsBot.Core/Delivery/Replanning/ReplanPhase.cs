namespace OpsBot.Core.Delivery.Replanning;

/// <summary>How far a walk has come.</summary>
public enum ReplanPhase
{
    /// <summary>The messages of the outbox.</summary>
    Messages,

    /// <summary>The time limits of open cases.</summary>
    Cases,

    /// <summary>Everything was looked at.</summary>
    Done,
}
