namespace OpsBot.Core.Organization;

/// <summary>An account of a person in a channel. The channel has verified that who speaks owns it.</summary>
/// <param name="Channel">Channel name, for example <c>wecom</c>.</param>
/// <param name="Account">The channel's id of the person, compared exactly.</param>
public sealed record ChannelAccount(string Channel, string Account);
