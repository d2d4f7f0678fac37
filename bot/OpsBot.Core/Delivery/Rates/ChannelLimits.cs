namespace OpsBot.Core.Delivery.Rates;

/// <summary>The published limits of one channel.</summary>
/// <param name="Channel">Channel name as in <see cref="Address.Channel"/>; <c>*</c> for channels without an entry.</param>
/// <param name="Limits">All of them hold at once.</param>
public sealed record ChannelLimits(string Channel, IReadOnlyList<RateLimit> Limits);
