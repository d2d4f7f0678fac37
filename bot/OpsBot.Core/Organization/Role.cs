namespace OpsBot.Core.Organization;

/// <summary>What a person may do; roles come only from the directory.</summary>
public enum Role
{
    /// <summary>Asks, files complaints, follows own cases (干部).</summary>
    Cadre,

    /// <summary>Accepts and reports back a leg for the own unit (承办人).</summary>
    Handler,

    /// <summary>Heads a unit; the first rung of escalation (单位负责人).</summary>
    Leader,

    /// <summary>Special office: verifies, dispatches, reviews (专班).</summary>
    Supervisor,

    /// <summary>Drafts circulars (通知管理员).</summary>
    Admin,

    /// <summary>Second person who approves circulars (审批人).</summary>
    Approver,
}
