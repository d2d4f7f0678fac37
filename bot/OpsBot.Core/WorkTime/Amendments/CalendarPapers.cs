using OpsBot.Core.Changes;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>All imported papers of a tenant, in the order of their import. Papers are only ever added.</summary>
public sealed record CalendarPapers
{
    /// <summary>The one id.</summary>
    public const string Id = "all";

    /// <summary>Three papers came in the worst year so far; more than this is a fault of somebody's script.</summary>
    public const int MostPapers = 100;

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<CalendarPapers> Kind = new("calendar-papers");

    /// <summary>The one record.</summary>
    public static RecordKey Key => Kind.Key(Id);

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The papers.</summary>
    public IReadOnlyList<ImportedPaper> Papers { get; init; } = [];

    /// <summary>
    /// The pack with the imported papers, and the numbers of those left out: a later release may bring a paper itself, and
    /// then the checked table of the pack counts; what contradicts the pack by now does not count either.
    /// </summary>
    public (WorkTimePack Pack, IReadOnlyList<string> LeftOut) Over(WorkTimePack pack)
    {
        var leftOut = new List<string>();
        foreach (var paper in Papers)
        {
            if (pack.Tables.Any(table => table.Paper.Number == paper.Number))
                continue;
            if (HolidayTableParser.Parse(paper.Json).Value is { } table && pack.With(table).Value is { } more)
                pack = more;
            else
                leftOut.Add(paper.Number);
        }
        return (pack, leftOut);
    }
}
