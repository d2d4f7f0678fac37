using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Overrides;

/// <summary>The real pack.</summary>
internal static class OverrideData
{
    public static OverrideRules Rules { get; } =
        OverrideRules.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", "overrides.json"))).Value!;

    public static OverrideLinks Links { get; } = new("https://bot.example", new byte[32]);
}
