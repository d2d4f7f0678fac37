using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Reading;

/// <summary>How read state may be counted and shown; data of a pack.</summary>
/// <param name="SmallestCell">With fewer people behind it a number is not shown.</param>
/// <param name="FewestUnits">With fewer units behind it a number is not shown, so that no unit can be singled out.</param>
/// <param name="AgainAfter">Least time between the beginnings of two counts of the same thing.</param>
/// <param name="MostCounts">Most counts of the same thing.</param>
/// <param name="For">So long after the approval it may be counted.</param>
/// <param name="MostAsked">Most messages that one count asks the platform about.</param>
/// <param name="PerSecond">Most messages that all processes together ask about in a second.</param>
public sealed record ReadRules(int SmallestCell, int FewestUnits, TimeSpan AgainAfter, int MostCounts, TimeSpan For, int MostAsked, int PerSecond)
{
    /// <summary>Reads a pack's <c>reading.json</c>; all faults are listed.</summary>
    public static PackReading<ReadRules> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root)
            return PackReading<ReadRules>.Bad(faults);
        var rules = new ReadRules(
            root.Number("smallestCell", 2, 100),
            root.Number("fewestUnits", 2, 100),
            TimeSpan.FromMinutes(root.Number("againAfterMinutes", 5, 1440)),
            root.Number("mostCounts", 1, 50),
            TimeSpan.FromDays(root.Number("forDays", 1, 60)),
            root.Number("mostAsked", 10, 5000),
            root.Number("perSecond", 1, 40));
        return faults.Count > 0 ? PackReading<ReadRules>.Bad(faults) : PackReading<ReadRules>.Of(rules);
    }
}
