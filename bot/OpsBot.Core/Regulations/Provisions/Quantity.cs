namespace OpsBot.Core.Regulations.Provisions;

/// <summary>A number with its unit. <paramref name="IsLimit"/>: the words around it make it an upper limit (不超过, 以内).</summary>
public sealed record Quantity(double Value, string Unit, bool IsLimit, int Start);
