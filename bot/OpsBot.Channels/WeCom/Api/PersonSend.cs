using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>What became of a send to one person.</summary>
/// <param name="Result">For the delivery.</param>
/// <param name="MessageId">The platform's id, by which it can be recalled; null when there is none.</param>
internal sealed record PersonSend(SendResult Result, string? MessageId = null);
