namespace OpsBot.Core.Overrides;

/// <summary>Why something was not done about an override.</summary>
public enum OverrideRefusal
{
    /// <summary>No such override or circular, or it is none of the person's business.</summary>
    NotFound,

    /// <summary>The role may not ask.</summary>
    NotRequester,

    /// <summary>The role may not decide.</summary>
    NotApprover,

    /// <summary>Nobody approves what they asked for themselves.</summary>
    OwnRequest,

    /// <summary>The ground is not in the closed list, or none was given.</summary>
    NoGround,

    /// <summary>The ground needs the number of a paper.</summary>
    NoDocument,

    /// <summary>No reason, or one that is too long.</summary>
    BadReason,

    /// <summary>No life, or one that is too long.</summary>
    BadHours,

    /// <summary>No subject or no unit.</summary>
    NoScope,

    /// <summary>Nobody but the requester could approve.</summary>
    NoApprover,

    /// <summary>It was decided or ended before.</summary>
    AlreadyDecided,

    /// <summary>Too late: nobody decided in time.</summary>
    TooLate,

    /// <summary>Its circular is not on its way: returned, recalled, or not yet approved.</summary>
    NotOnItsWay,

    /// <summary>It is decided together with its circular.</summary>
    WithCircular,

    /// <summary>The circular is on its way for too long, or another override for it lives.</summary>
    AlreadyUrgent,
}
