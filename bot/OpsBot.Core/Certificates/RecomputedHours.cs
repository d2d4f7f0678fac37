using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Certificates;

/// <summary>Windows from the tables, edition by edition; each edition is worked out once.</summary>
internal sealed class RecomputedHours(WorkTimePack pack, PersonalHoursRules rules, IReadOnlyList<HolidayTable> papers)
{
    private readonly List<HolidayTable> _papers = [.. papers];
    private readonly List<string> _imported = [];
    private readonly Dictionary<(long Edition, int Known), HoursResolver> _resolvers = [];

    /// <summary>Number of the newest edition.</summary>
    public long Editions => _papers.Count;

    /// <summary>Papers that came by <see cref="Import"/>.</summary>
    public IReadOnlyList<string> Imported => _imported;

    /// <summary>Takes an imported paper in. False: it cannot be read, or an edition before it is missing.</summary>
    public bool Import(CalendarMark mark)
    {
        // Given beforehand, because the table was too long for its line or the log does not begin at the first import.
        if (mark.Table is null || mark.Edition <= Editions)
            return mark.Edition > 0 && mark.Edition <= Editions && _papers[(int)mark.Edition - 1].Paper.Number == mark.Number;
        if (mark.Edition != Editions + 1 || HolidayTableParser.Parse(mark.Table.Value.GetRawText()).Value is not { } table || table.Paper.Number != mark.Number)
            return false;
        _papers.Add(table);
        _imported.Add(mark.Number);
        return true;
    }

    /// <summary>The window of a person (else of the unit that <paramref name="stated"/> names) at an instant; null: there is none.</summary>
    public CertificateWindow? WindowAt(DirectorySnapshot directory, string? personId, CertificateWindow stated, DateTimeOffset at, DateOnly? known)
    {
        var year = at.UtcDateTime.Year;
        if (year <= WorkCalendar.FirstDay.Year - 1 || year > WorkCalendar.LastDay.Year || stated.Edition is not { } edition)
            return null;
        var resolver = ResolverOf(edition, known);
        var hours = personId is null ? resolver.ForUnit(directory, stated.Unit) : resolver.ForPerson(directory, personId);
        if (stated.Quiet is { Count: > 0 } quiet)
            hours = new QuietHours(new NarrowedPlan(hours.Plan, quiet));
        try
        {
            return CertificateWindow.Of(hours, at, stated.Unit);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Quiet times that leave no working time at all up to the end of the calendar: a forged line.
            return null;
        }
    }

    private HoursResolver ResolverOf(long edition, DateOnly? known)
    {
        var all = PackOf(edition);
        var count = known is { } day ? all.Tables.Count(table => table.Paper.KnownFrom <= day) : -1;
        if (count == all.Tables.Count)
            count = -1;
        if (_resolvers.TryGetValue((edition, count), out var made))
            return made;
        var plan = new TerritoryPlan(all.Calendar(count < 0 ? null : known), all.Schedule, edition);
        return _resolvers[(edition, count)] = new HoursResolver(new QuietHours(plan), rules);
    }

    /// <summary>As the bot lays imports over its packs: what the packs bring themselves, or what contradicts them, does not count.</summary>
    private WorkTimePack PackOf(long edition)
    {
        var all = pack;
        foreach (var table in _papers.Take((int)edition))
            if (all.Tables.All(other => other.Paper.Number != table.Paper.Number) && all.With(table).Value is { } more)
                all = more;
        return all;
    }
}
