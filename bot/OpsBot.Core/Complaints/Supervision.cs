using OpsBot.Core.Organization;

namespace OpsBot.Core.Complaints;

/// <summary>Who works on cases for the special office, and who does when the office itself is complained about.</summary>
public static class Supervision
{
    /// <summary>Tells supervisors of an office from those of a body that only supervises offices.</summary>
    public static Func<Person, bool> IsOfOffice(DirectorySnapshot directory)
    {
        var bodies = directory.Units.Select(u => u.SupervisedBy).OfType<string>().Where(b => directory.Unit(b)?.SupervisedBy is null).ToHashSet();
        return person => !bodies.Contains(person.UnitId);
    }

    /// <summary>The supervisors of offices, for what concerns no case.</summary>
    public static IEnumerable<Person> Office(DirectorySnapshot directory) => directory.WithRole(Role.Supervisor).Where(IsOfOffice(directory));

    /// <summary>
    /// Those who may work on a case: the office; when the case is about an office (it, somebody in it, a unit above it), the
    /// body that supervises it, or else other offices that it is not about. Nobody, when there is none: better unseen than
    /// seen by the accused.
    /// </summary>
    public static IReadOnlyList<Person> Of(DirectorySnapshot directory, Case subject)
    {
        var bar = CaseBar.Of(directory, subject);
        var office = Office(directory).ToLookup(bar.BarsSupervisor);
        if (!office[true].Any())
            return [.. office[false]];
        Person[] above = [.. office[true].Select(p => p.UnitId).Distinct().SelectMany(u => Body(directory, bar, u)).DistinctBy(p => p.Id)];
        return above.Length > 0 ? above : [.. office[false]];
    }

    /// <summary>Offices about which nobody could work on a report, since the directory names no supervising body.</summary>
    public static IReadOnlyList<Unit> Unsupervised(DirectorySnapshot directory) =>
        [.. Office(directory).Select(p => p.UnitId).Distinct().Select(directory.Unit).OfType<Unit>().Where(u => u.SupervisedBy is null)];

    private static Person[] Body(DirectorySnapshot directory, CaseBar bar, string unitId)
    {
        var seen = new HashSet<string> { unitId };
        for (var body = directory.Unit(unitId)?.SupervisedBy; body is not null && seen.Add(body); body = directory.Unit(body)?.SupervisedBy)
            if (directory.InUnit(body, Role.Supervisor).Where(p => !bar.BarsSupervisor(p)).ToArray() is { Length: > 0 } free)
                return free;
        return [];
    }
}
