namespace OpsBot.Core.Complaints;

/// <summary>A report being written.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
public sealed record LegDraft(string CaseId, int Schema = 1);
