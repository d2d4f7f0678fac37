using OpsBot.Core.Overrides;

namespace OpsBot.Core.Circulars;

/// <summary>A circular that is to reach people outside their working time, with what its readers are told.</summary>
/// <param name="OverrideId">The override that must be valid when a message is sent.</param>
/// <param name="GroundName">Ground of the closed list, in words.</param>
/// <param name="Terms">What the requester said.</param>
/// <param name="OrderedBy">Person id.</param>
/// <param name="ApprovedBy">Person id; null until a second person approved.</param>
/// <param name="Until">End of its life; null until approved.</param>
public sealed record CircularUrgency(
    string OverrideId, string GroundName, OverrideTerms Terms, string OrderedBy, string? ApprovedBy = null, DateTimeOffset? Until = null)
{
    /// <summary>As the records of the override say it.</summary>
    public static CircularUrgency Of(Override item, OverrideRules rules) =>
        new(item.Id, rules.Ground(item.Terms.Ground)?.Name ?? item.Terms.Ground, item.Terms, item.RequesterId, item.ApproverId, item.Until);

    /// <summary>Messages queued now are overrides.</summary>
    public bool IsInForce(DateTimeOffset now) => ApprovedBy is not null && now < Until;
}
