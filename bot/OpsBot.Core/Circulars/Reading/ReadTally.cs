using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>Numbers of one count. It holds nobody's name or id, so who has read cannot be told from what is stored.</summary>
public sealed record ReadTally
{
    /// <summary>How many of the circular's messages were looked at, in the order of queueing.</summary>
    public int Seen { get; init; }

    /// <summary>Delivered messages whose platform told.</summary>
    public int Told { get; init; }

    /// <summary>Those of them that were read.</summary>
    public int Read { get; init; }

    /// <summary>Delivered messages whose platform does not tell.</summary>
    public int Untold { get; init; }

    /// <summary>Delivered messages about which the platform refused to tell.</summary>
    public int Refused { get; init; }

    /// <summary>Why it refused last.</summary>
    public ReadRefusal? Why { get; init; }

    /// <summary>It ended before all were asked about.</summary>
    public bool Cut { get; init; }

    /// <summary>Units of the people behind <see cref="Told"/>; no more of them than it takes to show the number.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Calls of a platform so far.</summary>
    public int Asked() => Told + Refused;

    /// <summary>With one message more.</summary>
    /// <param name="answer">What its platform said; null: it is not delivered and counts nowhere.</param>
    /// <param name="unitId">Its recipient's unit; null when unknown.</param>
    /// <param name="rules">How many units are kept.</param>
    public ReadTally With(ReadAnswer? answer, string? unitId, ReadRules rules)
    {
        var seen = this with { Seen = Seen + 1 };
        return answer switch
        {
            // A message to one person is one, whatever the platform counts.
            ReadAnswer.Told told => seen with { Told = Told + 1, Read = Read + Math.Min(1, told.Readers), Units = With(unitId, rules.FewestUnits) },
            ReadAnswer.Untold => seen with { Untold = Untold + 1 },
            ReadAnswer.Refused refused => seen with { Refused = Refused + 1, Why = refused.Why },
            null => seen,
            _ => throw new ArgumentException($"{answer.GetType().Name} says nothing about the message.", nameof(answer)),
        };
    }

    private IReadOnlyList<string> With(string? unitId, int most) =>
        unitId is null || Units.Count >= most || Units.Contains(unitId) ? Units : [.. Units, unitId];
}
