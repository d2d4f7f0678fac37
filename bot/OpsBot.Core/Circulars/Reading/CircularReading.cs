using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>How many have read a circular, as far as platforms tell: the last count and the one that runs.</summary>
public sealed record CircularReading
{
    /// <summary>How it is stored; the id is the circular's.</summary>
    public static readonly RecordKind<CircularReading> Kind = new("circular-reading");

    /// <summary>Circulars that are being counted, by the instant of asking.</summary>
    public const string Index = "circulars/reading";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>How often it was counted, the running count included.</summary>
    public int Counts { get; init; }

    /// <summary>When somebody asked for the last count.</summary>
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>The count that runs; null: none.</summary>
    public ReadTally? Running { get; init; }

    /// <summary>How often the platform put off the running count.</summary>
    public int Setbacks { get; init; }

    /// <summary>The last count that came to its end.</summary>
    public ReadTally? Last { get; init; }

    /// <summary>When it did.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>The newest count was given up, because the platform put it off too often.</summary>
    public bool Interrupted { get; init; }

    /// <summary>The next to be counted.</summary>
    public static IndexQuery Oldest { get; } = new(Index, 1);
}
