namespace OpsBot.Core.Overrides;

/// <summary>What is asked of the override desk.</summary>
public enum OverrideCommandKind
{
    /// <summary>加急: how it works.</summary>
    Help,

    /// <summary>加急 TZ-… 理由类别 小时 原因</summary>
    Request,

    /// <summary>待批加急</summary>
    Pending,

    /// <summary>查看 JJ-…</summary>
    Show,

    /// <summary>通过 JJ-…</summary>
    Approve,

    /// <summary>驳回 JJ-…</summary>
    Reject,

    /// <summary>停止加急 JJ-…</summary>
    Revoke,

    /// <summary>加急统计 2026-11</summary>
    Month,
}
