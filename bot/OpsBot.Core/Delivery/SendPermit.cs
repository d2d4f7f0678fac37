namespace OpsBot.Core.Delivery;

/// <summary>The store's answer to <see cref="IOutbox.BeginSendAsync"/>.</summary>
/// <param name="Answer">Granted, or the first thing against it.</param>
/// <param name="Attempts">Sends begun so far, this one included when granted.</param>
/// <param name="Wait">With <see cref="SendAnswer.OverRate"/>: when to ask again, from now.</param>
/// <param name="Detail">The earlier message's id, or the name of the empty bucket.</param>
public sealed record SendPermit(SendAnswer Answer, int Attempts = 0, TimeSpan Wait = default, string? Detail = null);
