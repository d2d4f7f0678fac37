using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.Delivery;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Certificates;

public sealed class CertificateDayTests
{
    [Fact]
    public async Task Day_AnchorFileBreaksAtThePost_StatesOnceAndPostsLater()
    {
        var world = await WithOneDayAsync();
        world.Gate.Clock.Now = WorkTimeData.Local("2026-11-21 00:00:05");
        world.BrokenAppends = 1;

        await world.SweepAsync();
        Assert.Equal(ItemFaultReason.Failed, Assert.Single(await world.Gate.Store.Due.ListSetAsideAsync(GateWorld.Tenant, 10, CancellationToken.None)).Reason);
        Assert.Empty(world.Anchors);
        world.Gate.Clock.Now += TimeSpan.FromMinutes(2);
        await world.SweepAsync();

        var lines = await world.ExportAsync();
        Assert.Single(lines, l => l.Contains("\"event\":\"statement\"", StringComparison.Ordinal));
        Assert.Single(await world.Gate.Store.Outbox.ListAsync(GateWorld.Tenant, "certificate:2026-11-20", 0, 10, CancellationToken.None));
        Assert.Single(world.Anchors);
    }

    [Fact]
    public async Task Day_BotWasAwayForThreeDays_StatesEachDay()
    {
        var world = await WithOneDayAsync();
        world.Gate.Clock.Now = WorkTimeData.Local("2026-11-23 09:00");
        await world.Gate.QueueAsync(world.Gate.Message("m2", MessageClass.Assignment, "p4"));
        await world.Gate.RunToAsync("2026-11-23 09:10");
        await world.SweepAsync();
        world.Gate.Clock.Now += TimeSpan.FromMinutes(2);
        await world.SweepAsync();

        var verifier = new CertificateVerifier(world.Anchors, CertificateWorld.Key);
        Assert.All(await world.ExportAsync(), line => Assert.True(verifier.Add(line), verifier.Fault));
        Assert.True(verifier.End());
        Assert.Equal([20, 21, 22], verifier.Statements.Select(s => s.Day.Day));
        // What was sent on Monday is not Friday's.
        Assert.Equal([1, 0, 0], verifier.Statements.Select(s => s.Sum(c => c.Sent)));
    }

    [Fact]
    public async Task Anchors_LogWasRewritten_SignNothingMoreAndSaySo()
    {
        var world = new CertificateWorld("2026-11-20 09:00");
        await world.Gate.QueueAsync([.. Enumerable.Range(0, 70).Select(i => world.Gate.Message($"m{i}", MessageClass.Receipt, "p3"))]);
        await world.Gate.RunToAsync("2026-11-20 09:05");
        await world.SweepAsync();
        Assert.Equal(64, Assert.Single(world.Anchors).Head.Count);
        Assert.True(world.AnchorHandler.Agrees);

        world.Anchors[0] = world.Anchors[0] with { Head = world.Anchors[0].Head with { Hash = new string('a', 64) } };
        world.Gate.Clock.Now = WorkTimeData.Local("2026-11-21 00:10");
        await world.SweepAsync();
        world.Gate.Clock.Now += TimeSpan.FromMinutes(2);
        await world.SweepAsync();

        Assert.False(world.AnchorHandler.Agrees);
        Assert.Single(world.Anchors);
        Assert.Empty(await world.Gate.Store.Outbox.ListAsync(GateWorld.Tenant, "certificate:2026-11-20", 0, 10, CancellationToken.None));
    }

    private static async Task<CertificateWorld> WithOneDayAsync()
    {
        var world = new CertificateWorld("2026-11-20 09:00");
        await world.Gate.QueueAsync(world.Gate.Message("m1", MessageClass.Assignment, "p3"));
        await world.Gate.RunToAsync("2026-11-20 09:10");
        await world.SweepAsync();
        return world;
    }
}
