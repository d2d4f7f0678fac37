using System.Globalization;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>What to measure.</summary>
/// <param name="Root">Folder of this checkout.</param>
/// <param name="Baseline">Folder of another built one; null: none.</param>
/// <param name="Rounds">Rounds; the medians are printed.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Connections">Numbers of connections.</param>
/// <param name="Scenarios">Names of <see cref="Scenario.All"/>.</param>
internal sealed record Settings(string Root, string? Baseline, int Rounds, int Seconds, int[] Connections, string[] Scenarios)
{
    public static Settings Read(string[] words)
    {
        var given = words.Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Settings(
            given["root"],
            given.GetValueOrDefault("baseline"),
            int.Parse(given.GetValueOrDefault("rounds", "3"), CultureInfo.InvariantCulture),
            int.Parse(given.GetValueOrDefault("seconds", "8"), CultureInfo.InvariantCulture),
            [.. given.GetValueOrDefault("connections", "16,64").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))],
            given.GetValueOrDefault("scenarios", string.Join(',', Scenario.All.Keys)).Split(','));
    }
}
