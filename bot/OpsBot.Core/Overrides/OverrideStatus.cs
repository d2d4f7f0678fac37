namespace OpsBot.Core.Overrides;

/// <summary>Where an override stands. All but the first two are final.</summary>
public enum OverrideStatus
{
    /// <summary>Waits for the second person.</summary>
    Pending,

    /// <summary>Approved: it lifts until its end.</summary>
    Approved,

    /// <summary>The second person said no, or the circular it belongs to was returned.</summary>
    Rejected,

    /// <summary>Its time is over, or nobody decided in time.</summary>
    Expired,

    /// <summary>Ended before its time.</summary>
    Revoked,
}
