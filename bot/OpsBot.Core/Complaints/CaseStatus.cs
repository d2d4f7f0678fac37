namespace OpsBot.Core.Complaints;

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Waits for the office to verify it (待核实).</summary>
    Filed,

    /// <summary>Verified, with a problem sheet; waits for dispatch (待交办).</summary>
    Verified,

    /// <summary>Given to both legs, but not yet accepted by both (交办中).</summary>
    Dispatching,

    /// <summary>Both legs accepted (整改中).</summary>
    Rectifying,

    /// <summary>Both legs approved; the reporter is still to be told (待反馈).</summary>
    Reviewed,

    /// <summary>The feedback is on its way to the reporter (反馈送达中).</summary>
    FeedbackSent,

    /// <summary>Both legs approved and the reporter told (已办结).</summary>
    Closed,

    /// <summary>Not taken on, with a reason (不予受理).</summary>
    Declined,

    /// <summary>Taken back by the reporter before dispatch (已撤回).</summary>
    Withdrawn,
}
