using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.Inbound;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>Our own names of where an activity came from; made once for each, since they are hashes.</summary>
/// <param name="Channel">The channel in addresses.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Account">The person.</param>
internal sealed record InboundPlace(string Channel, string ConversationId, string Account)
{
    public static InboundPlace Of(Caller caller, InboundActivity activity) =>
        new(ReferenceIds.Channel(caller, activity), ReferenceIds.Conversation(caller, activity), ReferenceIds.Account(caller, activity));

    /// <summary>The record that says where the person talks to the bot alone.</summary>
    public string AccountKey() => ReferenceIds.AccountKey(Channel, Account);
}
