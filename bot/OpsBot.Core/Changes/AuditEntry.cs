namespace OpsBot.Core.Changes;

/// <summary>A line of the audit: who did what to which record, when. Never content, names or tokens.</summary>
/// <param name="At">Instant of the act.</param>
/// <param name="Actor">Person id, or <c>system</c>.</param>
/// <param name="Action">For example <c>case.dispatched</c>.</param>
/// <param name="Subject">Record key of what was acted on.</param>
/// <param name="Detail">Ids and codes only.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, string Subject, string? Detail = null);
