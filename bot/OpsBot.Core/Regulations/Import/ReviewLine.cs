namespace OpsBot.Core.Regulations.Import;

/// <summary>One line of the review sheet. <paramref name="Reason"/> is empty for kept lines.</summary>
public sealed record ReviewLine(int Number, string Text, LineDisposition Disposition, string Reason);
