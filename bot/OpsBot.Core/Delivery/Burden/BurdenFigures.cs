using System.Globalization;

namespace OpsBot.Core.Delivery.Burden;

/// <summary>A month's interruptions by sender unit, with what could point at a person left out.</summary>
/// <param name="Month"><c>2026-11</c>.</param>
/// <param name="Units">Units whose number is shown, largest first.</param>
/// <param name="HiddenUnits">How many units are not shown because their number is small.</param>
/// <param name="TooFew">Too few units to show any.</param>
public sealed record BurdenFigures(string Month, IReadOnlyList<(string UnitId, int Count)> Units, int HiddenUnits, bool TooFew)
{
    /// <summary>The month of an instant, in China's time; the smallest unit that is kept.</summary>
    public static string MonthOf(DateTimeOffset now) => now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>
    /// The figures that may be shown. A single hidden unit could be worked out from a total, so no total is given.
    /// </summary>
    public static BurdenFigures Of(string month, IReadOnlyDictionary<string, int> counts, BurdenRules rules)
    {
        if (counts.Count < rules.FewestUnits)
            return new BurdenFigures(month, [], counts.Count, TooFew: true);
        (string, int)[] shown =
        [
            .. counts.Where(c => c.Value >= rules.SmallestCell)
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => (c.Key, c.Value)),
        ];
        return new BurdenFigures(month, shown, counts.Count - shown.Length, TooFew: false);
    }
}
