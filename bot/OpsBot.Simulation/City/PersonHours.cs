namespace OpsBot.Simulation.City;

/// <summary>What is particular about one person's hours, in the judge's own terms; the bot gets the same facts in its own.</summary>
internal sealed record PersonHours
{
    /// <summary>Nothing.</summary>
    public static PersonHours Plain { get; } = new();

    /// <summary>Day shift, night shift, free, free; the offset is the place in the cycle on 1 January. Null: office hours.</summary>
    public int? ShiftOffset { get; init; }

    /// <summary>Whole days away, both included.</summary>
    public IReadOnlyList<(DateOnly First, DateOnly Last)> Leave { get; init; } = [];

    /// <summary>Afternoons away.</summary>
    public IReadOnlyList<DateOnly> FreeAfternoons { get; init; } = [];

    /// <summary>A holiday that only the own unit has.</summary>
    public (DateOnly First, DateOnly Last)? LocalHoliday { get; init; }

    /// <summary>Quiet time the person set; every day.</summary>
    public (TimeSpan From, TimeSpan Until)? Quiet { get; init; }
}
