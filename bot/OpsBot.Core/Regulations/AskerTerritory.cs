using OpsBot.Core.Organization;
using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations;

/// <summary>Where somebody works, by the names of the units above. Used for one answer and kept nowhere.</summary>
public static class AskerTerritory
{
    /// <summary>
    /// The place of the nearest unit that bears a place's full name. Many counties share a name, so a place that does not lie
    /// in the larger ones named above it gives way to them.
    /// </summary>
    public static AskerContext Of(Person? asker, DirectorySnapshot directory, PlaceBook places)
    {
        Place? nearest = null;
        for (var unit = directory.Unit(asker?.UnitId); unit is not null; unit = directory.Unit(unit.ParentId))
        {
            var name = unit.Name;
            if (places.Find(name).FirstOrDefault(place => place.Name == name) is { } named && nearest?.LiesIn(name) != true)
                nearest = named;
        }
        return nearest is null ? AskerContext.Unknown : new AskerContext(nearest.Name);
    }
}
