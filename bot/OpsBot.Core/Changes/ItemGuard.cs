using System.Text.Json;

namespace OpsBot.Core.Changes;

/// <summary>Tells a fault of one item from a fault of everything.</summary>
public static class ItemGuard
{
    /// <summary>
    /// True when the item alone is to blame. A store that is away and a process that stops concern every item alike: they end
    /// the round, and nothing is held against the item at hand.
    /// </summary>
    public static bool IsOfItem(Exception fault, CancellationToken stopping) =>
        fault is not StoreUnavailableException && !(fault is OperationCanceledException && stopping.IsCancellationRequested);

    /// <summary>What kind of fault it is.</summary>
    public static ItemFaultReason ReasonOf(Exception fault) =>
        fault is JsonException or FormatException ? ItemFaultReason.Unreadable : ItemFaultReason.Failed;
}
