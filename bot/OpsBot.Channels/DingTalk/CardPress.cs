using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>A button of an interactive card that somebody pressed.</summary>
/// <param name="CardId">The message that is the card.</param>
/// <param name="Account">Who pressed it.</param>
/// <param name="Title">The button's words.</param>
/// <param name="Action">What it says to the bot; null: its words, as if they were typed.</param>
internal sealed record CardPress(string CardId, string Account, string Title, BotAction? Action);
