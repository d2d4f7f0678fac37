namespace OpsBot.Core.Complaints;

/// <summary>One of the two assignments of a case, a state machine with its own clock.</summary>
public sealed record Leg
{
    /// <summary>Territory or industry.</summary>
    public required LegKind Kind { get; init; }

    /// <summary>The unit that must act; never the unit complained about.</summary>
    public required string UnitId { get; init; }

    /// <summary>Where it stands.</summary>
    public LegStatus Status { get; init; } = LegStatus.Assigned;

    /// <summary>When the office gave it out.</summary>
    public required DateTimeOffset AssignedAt { get; init; }

    /// <summary>When the unit took it on.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the unit last reported.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>When the office agreed.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The result must be reported by this instant.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the present time limit began; null in records older than this field.</summary>
    public DateTimeOffset? ClockedAt { get; init; }

    /// <summary>The present time limit, in working days of the unit; null in records older than this field.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>When to remind; null: reminded for this due instant, or not wanted.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>When to escalate; null: escalated for this due instant.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    /// <summary>Reminders sent over the life of the leg.</summary>
    public int Reminders { get; init; }

    /// <summary>Escalations over the life of the leg, at most one for each due instant.</summary>
    public int Escalations { get; init; }

    /// <summary>The unit's own report.</summary>
    public string? Report { get; init; }

    /// <summary>Why the office returned it last.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>The clock runs: the unit still owes a result.</summary>
    public bool IsOwed() => Status is LegStatus.Assigned or LegStatus.Accepted or LegStatus.Returned;

    /// <summary>The next instant at which the sweep must look at this leg; null: nothing is due.</summary>
    public DateTimeOffset? NextDueAt() => !IsOwed() ? null : RemindAt is { } remind && !(EscalateAt < remind) ? remind : EscalateAt;
}
