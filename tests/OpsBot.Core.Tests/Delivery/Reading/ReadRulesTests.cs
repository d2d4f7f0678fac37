using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Reading;

public sealed class ReadRulesTests
{
    [Fact]
    public void Parse_Pack_HasNoFaults()
    {
        var rules = ReadRules.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", "reading.json")));

        Assert.Empty(rules.Faults);
        Assert.Equal((5, 3, TimeSpan.FromMinutes(30)), (rules.Value!.SmallestCell, rules.Value.FewestUnits, rules.Value.AgainAfter));
    }

    [Fact]
    public void Parse_BadNumbers_NamesEach()
    {
        const string Bad = """{"schema":1,"smallestCell":1,"fewestUnits":1,"againAfterMinutes":0,"mostCounts":0,"forDays":0,"mostAsked":9,"perSecond":41}""";

        var faults = ReadRules.Parse(Bad).Faults;

        foreach (var name in new[] { "smallestCell", "fewestUnits", "againAfterMinutes", "mostCounts", "forDays", "mostAsked", "perSecond" })
            Assert.Contains(faults, f => f.Contains(name, StringComparison.Ordinal));
    }
}
