namespace OpsBot.Core.Complaints;

/// <summary>A reason with the name it is about.</summary>
public sealed record CaseFault(CaseRefusal Reason, string? Detail = null);
