namespace OpsBot.Core.Delivery;

/// <summary>A suggested answer: pressing it is the same as typing <paramref name="Title"/>.</summary>
public sealed record Choice(string Title);
