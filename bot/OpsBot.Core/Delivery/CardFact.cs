namespace OpsBot.Core.Delivery;

/// <summary>One row of a card.</summary>
public sealed record CardFact(string Label, string Value);
