using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars;

/// <summary>Whom a circular to a unit reaches.</summary>
/// <param name="UnitName">The unit at the top.</param>
/// <param name="UnitCount">Units that have people, among it and all below it.</param>
/// <param name="PersonCount">Their people.</param>
public sealed record CircularAudience(string UnitName, int UnitCount, int PersonCount)
{
    /// <summary>Counted in the directory as it is now; a unit that is gone reaches nobody.</summary>
    public static CircularAudience Of(DirectorySnapshot directory, string? unitId)
    {
        if (directory.Unit(unitId) is not { } unit)
            return new CircularAudience("", 0, 0);
        var people = directory.PeopleUnder(unit.Id).ToArray();
        return new CircularAudience(unit.Name, people.Select(p => p.UnitId).Distinct().Count(), people.Length);
    }
}
