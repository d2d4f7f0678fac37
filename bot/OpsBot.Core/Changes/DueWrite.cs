namespace OpsBot.Core.Changes;

/// <summary>
/// Sets or clears the next instant at which the sweep must look at something. Replaces any earlier instant and ends any
/// lease on the member.
/// </summary>
/// <param name="Member"><c>kind/id</c>, for example <c>case/1122-7K3F</c>; the kind chooses the sweep handler.</param>
/// <param name="DueAt">Null: nothing is due any more.</param>
public sealed record DueWrite(string Member, DateTimeOffset? DueAt);
