using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Tests.Delivery.Stages;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>What went out in a digest is charged to the units that sent it, like what went out alone.</summary>
public sealed class DigestChargeTests
{
    private const string Month = "2026-11";

    [Fact]
    public async Task Month_ItemsOfADigest_AreChargedToTheirSenders()
    {
        var world = new GateWorld("2026-11-23 09:00");
        var perDay = GateData.Rules.Burden.PerDay;
        // The budget is used up by one unit; what comes after it goes into the digest of the next opening.
        await world.QueueAsync([.. Enumerable.Range(0, perDay).Select(i => From(world, $"alone-{i}", "first"))]);
        await world.RunToAsync("2026-11-23 11:00");
        await world.QueueAsync([.. Enumerable.Range(0, 6).Select(i => From(world, $"item-{i}", i < 4 ? "second" : "third")), From(world, "gone", "third") with { Subject = "case:9" }]);
        await world.RunToAsync("2026-11-23 17:00");
        Assert.Equal([("first", perDay)], await FiguresAsync(world));
        await world.WithdrawAsync("case:9");

        await world.RunToAsync("2026-11-24 12:00");

        var digest = Assert.Single(world.Sent, s => s.Message.Class == MessageClass.Digest);
        Assert.Equal(6, digest.Message.Items.Count(i => i.StartsWith("item-", StringComparison.Ordinal)));
        Assert.Equal([("first", perDay), ("second", 4), ("third", 2)], await FiguresAsync(world));
    }

    [Fact]
    public async Task Month_SmallCellsOfADigest_AreHidden()
    {
        var rules = GateData.Rules.Burden;
        var world = new GateWorld("2026-11-23 09:00");
        await world.QueueAsync([.. Enumerable.Range(0, rules.PerDay).Select(i => From(world, $"alone-{i}", "a"))]);
        await world.RunToAsync("2026-11-23 11:00");
        // One unit just below the smallest cell, the others at it.
        string[] units = ["b", .. Enumerable.Range(0, rules.FewestUnits).Select(i => $"c{i}")];
        await world.QueueAsync([.. units.SelectMany(unit => Enumerable.Range(0, unit == "b" ? rules.SmallestCell - 1 : rules.SmallestCell).Select(i => From(world, $"item-{unit}-{i}", unit)))]);
        await world.RunToAsync("2026-11-25 12:00");

        var figures = BurdenFigures.Of(Month, await world.Store.Outbox.BurdenOfMonthAsync(GateWorld.Tenant, Month, CancellationToken.None), rules);

        Assert.False(figures.TooFew);
        Assert.DoesNotContain("b", figures.Units.Select(u => u.UnitId));
        Assert.All(units.Skip(1), unit => Assert.Contains((unit, rules.SmallestCell), figures.Units));
    }

    private static OutboundMessage From(GateWorld world, string id, string unit) => world.Message(id, MessageClass.Circular, "p3") with { SenderUnitId = unit };

    private static async Task<IEnumerable<(string, int)>> FiguresAsync(GateWorld world) =>
        (await world.Store.Outbox.BurdenOfMonthAsync(GateWorld.Tenant, Month, CancellationToken.None)).Select(m => (m.Key, m.Value)).Order();
}
