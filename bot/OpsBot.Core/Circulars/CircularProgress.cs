using OpsBot.Core.Delivery;

namespace OpsBot.Core.Circulars;

/// <summary>A circular's messages by state. What channels told when they took it; who read it is another question (<see cref="Reading.CircularReading"/>).</summary>
/// <param name="Queued">Waits for its first attempt.</param>
/// <param name="Held">The gate holds it, or it is part of a digest.</param>
/// <param name="Sending">A worker has it, or tries again soon.</param>
/// <param name="Delivered">The channel accepted it.</param>
/// <param name="Withdrawn">Recalled before it was sent.</param>
/// <param name="Failed">Given up.</param>
public sealed record CircularProgress(int Queued, int Held, int Sending, int Delivered, int Withdrawn, int Failed)
{
    /// <summary>From the outbox's counts of the circular's subject.</summary>
    public static CircularProgress Of(IReadOnlyDictionary<DeliveryState, int> counts)
    {
        return new CircularProgress(
            In(DeliveryState.Queued),
            In(DeliveryState.Held) + In(DeliveryState.Merged),
            In(DeliveryState.Sending) + In(DeliveryState.Retrying),
            In(DeliveryState.Delivered),
            In(DeliveryState.Withdrawn),
            In(DeliveryState.Expired) + In(DeliveryState.DeadLettered));

        int In(DeliveryState state) => counts.GetValueOrDefault(state);
    }
}
