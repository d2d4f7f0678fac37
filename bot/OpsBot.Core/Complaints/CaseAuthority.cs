using OpsBot.Core.Organization;

namespace OpsBot.Core.Complaints;

/// <summary>Who may do what with a case.</summary>
public static class CaseAuthority
{
    /// <summary>
    /// The office's people for a case: supervisors outside the unit complained about. When there are none, all of them,
    /// since a case that nobody may open is lost.
    /// </summary>
    public static IReadOnlyList<Person> SupervisorsOf(DirectorySnapshot directory, Case subject)
    {
        var all = directory.WithRole(Role.Supervisor).ToArray();
        var outside = all.Where(p => p.UnitId != subject.UnitId).ToArray();
        return outside.Length > 0 ? outside : all;
    }

    /// <summary>May work on the case for the office.</summary>
    public static bool MaySupervise(DirectorySnapshot directory, Person? person, Case subject) =>
        person is not null && SupervisorsOf(directory, subject).Any(p => p.Id == person.Id);

    /// <summary>The leg that this person handles, or null.</summary>
    public static Leg? LegOf(Person? person, Case subject) =>
        person is not null && person.Is(Role.Handler) ? subject.Legs.FirstOrDefault(l => l.UnitId == person.UnitId) : null;

    /// <summary>True when <paramref name="unitId"/> is the unit complained about or lies below it.</summary>
    public static bool IsInConflict(DirectorySnapshot directory, Case subject, string unitId) =>
        subject.UnitId is { } accused && directory.IsUnder(unitId, accused);

    /// <summary>The nearest unit above the one complained about in which somebody can handle a leg; null: none.</summary>
    public static Unit? LevelUp(DirectorySnapshot directory, Case subject)
    {
        for (var unit = directory.Unit(directory.Unit(subject.UnitId)?.ParentId); unit is not null; unit = directory.Unit(unit.ParentId))
            if (unit.Kind != UnitKind.Department && directory.InUnit(unit.Id, Role.Handler).Any())
                return unit;
        return null;
    }
}
