namespace OpsBot.Core.Delivery;

/// <summary>A message of the outbox with its state.</summary>
/// <param name="Message">What was queued.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How many sends were begun; holding and waiting do not count.</param>
/// <param name="ReadyAt">When it is tried next, in the bot's clock.</param>
/// <param name="Reason">Why it is held, retried or ended; a code.</param>
/// <param name="LeaseToken">Set while a worker has it; transitions with another token do nothing.</param>
/// <param name="ForDigest">It was over the recipient's budget and goes out with the digest.</param>
public sealed record OutboxEntry(OutboundMessage Message, DeliveryState State, int Attempts, DateTimeOffset ReadyAt, string? Reason = null, string? LeaseToken = null, bool ForDigest = false);
