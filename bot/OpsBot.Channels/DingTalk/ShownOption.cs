using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>One button or suggested answer that a person sees as a line of text.</summary>
/// <param name="Number">What to type; null: only the words count, because the text has numbers of its own.</param>
/// <param name="Title">The words.</param>
/// <param name="Action">What a button does; null: typing the words is all.</param>
/// <param name="MessageId">The message that showed it.</param>
/// <param name="ReplyTo">The message that it answered; null: the bot spoke first.</param>
internal sealed record ShownOption(int? Number, string Title, BotAction? Action, string MessageId, string? ReplyTo)
{
    /// <summary>Belongs to the bot's last answer, and is forgotten at the next.</summary>
    public bool IsAnswer => ReplyTo is not null;
}
