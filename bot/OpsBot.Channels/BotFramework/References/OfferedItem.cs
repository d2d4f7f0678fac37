using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>One thing to press.</summary>
/// <param name="Title">Its words.</param>
/// <param name="Action">What pressing it says; null: the same as typing the words.</param>
internal sealed record OfferedItem(string Title, BotAction? Action = null);
