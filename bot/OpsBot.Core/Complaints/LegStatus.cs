namespace OpsBot.Core.Complaints;

/// <summary>Where a leg stands.</summary>
public enum LegStatus
{
    /// <summary>Given to the unit, not yet accepted.</summary>
    Assigned,

    /// <summary>The unit took it on.</summary>
    Accepted,

    /// <summary>The unit reported the result; the office must review it.</summary>
    Reported,

    /// <summary>The office wants more; the unit must report again.</summary>
    Returned,

    /// <summary>The office agreed with the result.</summary>
    Approved,
}
