namespace OpsBot.Core.Circulars;

/// <summary>What is asked of the circular desk.</summary>
public enum CircularCommandKind
{
    /// <summary>待我审批</summary>
    Pending,

    /// <summary>我的通知</summary>
    Mine,

    /// <summary>查看 TZ-…</summary>
    Show,

    /// <summary>通过 TZ-…</summary>
    Approve,

    /// <summary>退回 TZ-… 原因</summary>
    Return,

    /// <summary>进度 TZ-…</summary>
    Progress,

    /// <summary>撤回 TZ-…</summary>
    Recall,
}
