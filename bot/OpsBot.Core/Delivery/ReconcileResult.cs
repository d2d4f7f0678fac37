namespace OpsBot.Core.Delivery;

/// <summary>What one step of the search for orphans found.</summary>
/// <param name="Next">Where the next step goes on; null when the whole outbox was looked at.</param>
/// <param name="Repaired">Messages that were in no queue and are again.</param>
public sealed record ReconcileResult(long? Next, int Repaired);
