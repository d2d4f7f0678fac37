using OpsBot.Core.Delivery;

namespace OpsBot.Core.Conversations;

/// <summary>The group in which a message was said.</summary>
/// <param name="Address">Where the whole group reads. Answers to a member never go there.</param>
/// <param name="UnitId">The unit whose people are in the group, as the group's register says.</param>
public sealed record GroupTalk(Address Address, string UnitId);
