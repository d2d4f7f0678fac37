namespace OpsBot.Core.Delivery;

/// <summary>Where a channel can reach somebody.</summary>
/// <param name="Channel">Channel name, for example <c>directline</c>.</param>
/// <param name="ConversationId">The channel's conversation.</param>
/// <param name="AccountId">The channel's account of the person, where known.</param>
public sealed record Address(string Channel, string ConversationId, string? AccountId = null);
