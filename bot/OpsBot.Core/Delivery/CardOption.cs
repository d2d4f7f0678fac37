namespace OpsBot.Core.Delivery;

/// <summary>One value of a choice field.</summary>
public sealed record CardOption(string Value, string Title);
