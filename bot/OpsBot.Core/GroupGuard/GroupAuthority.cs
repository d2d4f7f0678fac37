using OpsBot.Core.Organization;

namespace OpsBot.Core.GroupGuard;

/// <summary>Who may assign work in a unit's group.</summary>
internal static class GroupAuthority
{
    public static bool MayAssign(Person? person, string unitId, DirectorySnapshot directory, GuardRules rules) =>
        person is not null && person.Roles.Any(rules.Assigners.Contains) && directory.IsUnder(unitId, person.UnitId);

    /// <summary>Leaders of the group's unit, or of the nearest unit above that has some.</summary>
    public static IReadOnlyList<Person> LeadersOf(string unitId, DirectorySnapshot directory)
    {
        for (var unit = directory.Unit(unitId); unit is not null; unit = directory.Unit(unit.ParentId))
        {
            var leaders = directory.InUnit(unit.Id, Role.Leader).OrderBy(person => person.Id, StringComparer.Ordinal).ToArray();
            if (leaders.Length > 0)
                return leaders;
        }
        return [];
    }
}
