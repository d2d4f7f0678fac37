namespace OpsBot.Core.Changes;

/// <summary>One item that was set aside so that the others go on.</summary>
/// <param name="Queue">Where it stands, for example <c>due</c> or <c>outbox</c>.</param>
/// <param name="Id">Its id; never content.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempts">How often in a row so far.</param>
/// <param name="Cause">What was thrown; its message may hold content and must not be logged.</param>
public sealed record ItemFault(string Queue, string Id, ItemFaultReason Reason, int Attempts, Exception? Cause = null);
