using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Conversations;

/// <summary>The records of an index listing, in its order. One that cannot be read hides none of the others.</summary>
/// <param name="Items">Those that could be read.</param>
/// <param name="Unreadable">How many could not.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, int Unreadable)
{
    /// <summary>The reply to a list, which says first when something is missing from it.</summary>
    public MessageContent Told(MessageContent reply) => Unreadable == 0 ? reply : reply.After(RouterTexts.Unreadable(Unreadable));
}
