namespace OpsBot.Core.Delivery;

/// <summary>A page of the outbox.</summary>
/// <param name="Entries">The messages, in the order of queueing.</param>
/// <param name="Next">Where the next page goes on; null when this was the last one.</param>
public sealed record OutboxPage(IReadOnlyList<OutboxEntry> Entries, long? Next);
