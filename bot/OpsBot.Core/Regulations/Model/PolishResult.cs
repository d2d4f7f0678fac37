namespace OpsBot.Core.Regulations.Model;

/// <summary>The sentence to show. Unless <paramref name="Outcome"/> is <see cref="PolishOutcome.Polished"/> it is the extractive one, unchanged.</summary>
public sealed record PolishResult(string Sentence, PolishOutcome Outcome, PolishFault? Fault = null);
