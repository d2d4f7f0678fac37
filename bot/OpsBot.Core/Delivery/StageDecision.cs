namespace OpsBot.Core.Delivery;

/// <summary>What a stage says to one attempt. A gate defers; it never drops what may still be wanted.</summary>
public abstract record StageDecision
{
    private StageDecision()
    {
    }

    /// <summary>This stage has no objection.</summary>
    public static StageDecision Pass { get; } = new Passed();

    /// <summary>No objection.</summary>
    public sealed record Passed : StageDecision;

    /// <summary>No objection, and working time does not hold it either; all other stages are still asked.</summary>
    /// <param name="OverrideId">By which override.</param>
    public sealed record Lift(string OverrideId) : StageDecision;

    /// <summary>Not now.</summary>
    /// <param name="Until">Ask again then.</param>
    /// <param name="Reason">A code for logs, metrics and the console.</param>
    /// <param name="Explanation">The window that caused it, in words for the sender.</param>
    public sealed record Hold(DateTimeOffset Until, string Reason, string Explanation) : StageDecision
    {
        /// <summary>Held: a window must open. Queued: it only waits its turn.</summary>
        public DeliveryState State { get; init; } = DeliveryState.Held;

        /// <summary>From now on it goes out only as part of the recipient's digest.</summary>
        public bool ForDigest { get; init; }
    }

    /// <summary>Never: it expired or was withdrawn.</summary>
    /// <param name="Final">Expired or Withdrawn.</param>
    /// <param name="Reason">A code.</param>
    public sealed record Stop(DeliveryState Final, string Reason) : StageDecision;

    /// <summary>Not by itself: with all else that waits for the recipient's digest, as one message.</summary>
    /// <param name="Reason">A code.</param>
    public sealed record Merge(string Reason) : StageDecision;
}
