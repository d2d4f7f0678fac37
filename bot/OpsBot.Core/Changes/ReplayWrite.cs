namespace OpsBot.Core.Changes;

/// <summary>Queues a dead letter again, with its attempts counted from nothing. A message that is not a dead letter stays as it is.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="ReadyAt">When to try, in the bot's clock; the gate is asked all the same.</param>
public sealed record ReplayWrite(string MessageId, DateTimeOffset ReadyAt);
