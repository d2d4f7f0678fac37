using OpsBot.Core.Organization;

namespace OpsBot.Core.Complaints;

/// <summary>Who may do what with a case.</summary>
public static class CaseAuthority
{
    /// <summary>The office's people for a case, never one whom it is about; may be nobody. See <see cref="Supervision"/>.</summary>
    public static IReadOnlyList<Person> SupervisorsOf(DirectorySnapshot directory, Case subject) => Supervision.Of(directory, subject);

    /// <summary>May work on the case for the office.</summary>
    public static bool MaySupervise(DirectorySnapshot directory, Person? person, Case subject) =>
        person is not null && SupervisorsOf(directory, subject).Any(p => p.Id == person.Id);

    /// <summary>The leg that this person handles, or null.</summary>
    public static Leg? LegOf(DirectorySnapshot directory, Person? person, Case subject) =>
        person is not null && person.Is(Role.Handler) && !CaseBar.Of(directory, subject).BarsPerson(person)
            ? subject.Legs.FirstOrDefault(l => l.UnitId == person.UnitId)
            : null;

    /// <summary>People of a leg's unit who hold a role and whom the case is not about.</summary>
    public static IEnumerable<Person> PeopleOf(DirectorySnapshot directory, Case subject, Leg leg, Role role)
    {
        var bar = CaseBar.Of(directory, subject);
        return directory.InUnit(leg.UnitId, role).Where(p => !bar.BarsPerson(p));
    }

    /// <summary>True when <paramref name="unitId"/> is complained about or lies below a unit that is.</summary>
    public static bool IsInConflict(DirectorySnapshot directory, Case subject, string unitId) => CaseBar.Of(directory, subject).BarsUnit(unitId);

    /// <summary>The nearest unit above those complained about in which somebody can handle a leg; null: none.</summary>
    public static Unit? LevelUp(DirectorySnapshot directory, Case subject)
    {
        var bar = CaseBar.Of(directory, subject);
        if (bar.Accused.Count == 0)
            return null;
        for (var unit = directory.Unit(directory.Unit(bar.Accused[0])?.ParentId); unit is not null; unit = directory.Unit(unit.ParentId))
            if (unit.Kind != UnitKind.Department && !bar.BarsUnit(unit.Id) && directory.InUnit(unit.Id, Role.Handler).Any())
                return unit;
        return null;
    }
}
