namespace OpsBot.Core.Delivery;

/// <summary>A button of a card.</summary>
public sealed record CardButton(string Title, BotAction Action);
