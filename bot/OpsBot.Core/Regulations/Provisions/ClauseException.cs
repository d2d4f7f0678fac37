namespace OpsBot.Core.Regulations.Provisions;

/// <summary>A written exception (除…外). <paramref name="HasApproval"/>: it is open only after an approval.</summary>
public sealed record ClauseException(int Start, int End, string Text, bool HasApproval);
