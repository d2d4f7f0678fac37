using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Core.GroupGuard;

/// <summary>What the guard met in the groups of one unit in one month. Numbers only: no person, no words, no instants.</summary>
public sealed record GuardMonth
{
    /// <summary>Most units that are listed.</summary>
    public const int MostListed = 200;

    /// <summary>How it is stored; the id is <see cref="IdOf"/>.</summary>
    public static readonly RecordKind<GuardMonth> Kind = new("guard-month");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Assignments outside working time.</summary>
    public int OutsideHours { get; init; }

    /// <summary>Assignments by someone who may not assign there.</summary>
    public int WithoutAuthority { get; init; }

    /// <summary>Assignments in an emergency, passed.</summary>
    public int Emergencies { get; init; }

    /// <summary>Of these, moved to the next opening.</summary>
    public int Scheduled { get; init; }

    /// <summary>One record for each unit and month.</summary>
    public static string IdOf(string unitId, DateOnly localDate) => $"{MonthOf(localDate)}/{unitId}";

    /// <summary>Units with figures in that month.</summary>
    public static IndexQuery UnitsIn(DateOnly localDate) => new(IndexOf(localDate), MostListed);

    /// <summary>Written with the unit's first figure of the month; all members share one instant, so that their order tells nothing.</summary>
    public static IndexWrite Listed(string unitId, DateOnly localDate) => new(IndexOf(localDate), unitId, DateTimeOffset.UnixEpoch);

    private static string IndexOf(DateOnly localDate) => $"guard-months/{MonthOf(localDate)}";

    private static string MonthOf(DateOnly localDate) => localDate.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
