namespace OpsBot.Core.Regulations;

/// <summary>One clause shown as evidence. <paramref name="Quote"/> is a substring of the stored clause, checked when the answer is made.</summary>
public sealed record Citation(string ClauseId, string Title, string Quote);
