namespace OpsBot.Core.Changes;

/// <summary>An item of a queue that waits because it could not be worked off.</summary>
/// <param name="Id">Its id in the queue.</param>
/// <param name="Attempts">How often it failed in a row.</param>
/// <param name="Reason">Why the last time.</param>
/// <param name="Since">When it failed last, in the clock of the caller that set it aside.</param>
public sealed record SetAsideItem(string Id, int Attempts, ItemFaultReason Reason, DateTimeOffset Since);
