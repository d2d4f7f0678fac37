namespace OpsBot.Core.Complaints;

/// <summary>How one assignment stands, for a channel that shows it in a list of its own.</summary>
/// <param name="CaseId">The case number.</param>
/// <param name="IsOpen">The unit still has it to do; false: approved, or the case has ended.</param>
/// <param name="DueAt">Its time limit.</param>
public sealed record AssignmentStanding(string CaseId, bool IsOpen, DateTimeOffset DueAt);
