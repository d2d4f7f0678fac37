using OpsBot.Core.Delivery;

namespace OpsBot.Simulation;

/// <summary>What is simulated. The same options give the same report, but for the wall time.</summary>
public sealed record SimulationOptions
{
    /// <summary>The year, by the real papers as far as they are known.</summary>
    public int Year { get; init; } = 2026;

    /// <summary>Complaint cases filed in the year.</summary>
    public int Cases { get; init; } = 10_000;

    /// <summary>People who file complaints and get circulars, beside the staff of the units.</summary>
    public int Cadres { get; init; } = 5000;

    /// <summary>Everything that is left to chance comes from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// On the evening of this day a made-up paper makes the holiday of that day, or the next one, longer; null: the last day
    /// of the first one that ends in June or later, so that much is held for the very morning that it makes free.
    /// </summary>
    public DateOnly? Amendment { get; init; }

    /// <summary>Leaves out the walk that re-plans after a paper, to show that this is found.</summary>
    public bool WithoutReplan { get; init; }

    /// <summary>Changes the gate's stages, to show that a broken gate is found. Null: the real ones.</summary>
    public Func<IReadOnlyList<IDeliveryStage>, IReadOnlyList<IDeliveryStage>>? BreakGate { get; init; }
}
