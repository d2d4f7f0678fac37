namespace OpsBot.Core.Delivery;

/// <summary>A form field of a card; its value arrives as the argument <paramref name="Id"/> of the pressed button's action.</summary>
/// <param name="Id">Argument name.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="Options">Null: free text; otherwise the values to choose from.</param>
/// <param name="Multiline">Free text of several lines.</param>
/// <param name="Value">Filled in beforehand.</param>
public sealed record CardInput(string Id, string Label, IReadOnlyList<CardOption>? Options = null, bool Multiline = false, string? Value = null);
