using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Conversation ids as the bot keeps them. A private chat is named by the person, because a pressed card tells the person
/// but not the conversation, and both must lead to the same draft.
/// </summary>
internal static class ConversationNames
{
    private const string UserPrefix = "user:";
    private const string GroupPrefix = "group:";

    /// <summary>A person's private chat with the robot.</summary>
    public static Address OfUser(string channel, string account) => new(channel, UserPrefix + account, account);

    /// <summary>A whole group.</summary>
    public static Address OfGroup(string channel, string conversationId) => new(channel, GroupPrefix + conversationId);

    /// <summary>The platform's id of the group, or null when the address is a person's.</summary>
    public static string? GroupOf(Address address) =>
        address.AccountId is null && address.ConversationId.StartsWith(GroupPrefix, StringComparison.Ordinal) ? address.ConversationId[GroupPrefix.Length..] : null;
}
