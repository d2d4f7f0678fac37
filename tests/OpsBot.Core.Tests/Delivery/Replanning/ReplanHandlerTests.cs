using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.WorkTime.Amendments.AmendmentData;

namespace OpsBot.Core.Tests.Delivery.Replanning;

public sealed class ReplanHandlerTests
{
    private static readonly DateTimeOffset Monday = WorkTimeData.Local("2026-11-23 08:30");
    private static readonly DateTimeOffset Tuesday = WorkTimeData.Local("2026-11-24 08:30");

    [Fact]
    public async Task Import_MondayBecomesADayOff_MovesEachMessageOnceWithItsReason()
    {
        var world = new ReplanWorld();
        await QueueAsync(world, 1203);

        await world.ImportAsync(MondayOffJson());
        await world.SweepAsync();

        foreach (var id in Ids(1203))
            Assert.Equal(Tuesday, (await world.EntryAsync(id)).ReadyAt);
        var rows = world.Audit("delivery.replanned");
        Assert.Equal(Ids(1203).Select(id => $"message:{id}"), rows.Select(r => r.Subject));
        Assert.All(rows, row => Assert.Equal($"from=2026-11-23T08:30:00+08:00 to=2026-11-24T08:30:00+08:00 {MondayOff}", row.Detail));
        Assert.Equal($"messages=1203 deadlines=0 {MondayOff}", Assert.Single(world.Audit("replan.done")).Detail);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public async Task Import_ProcessDiesAgainAndAgain_MovesEachMessageExactlyOnce(int faults)
    {
        var world = new ReplanWorld();
        await QueueAsync(world, 4_100);
        await world.ImportAsync(MondayOffJson());
        world.Faults = faults;

        await world.SweepAsync();

        Assert.InRange(world.Deaths, 1, int.MaxValue);
        Assert.Equal(Ids(4_100).Select(id => $"message:{id}"), world.Audit("delivery.replanned").Select(r => r.Subject));
        Assert.Single(world.Audit("replan.done"));
        var walk = Replan.Kind.Read((await world.Store.Records.GetAsync(ReplanWorld.Tenant, [Replan.Kind.Key("edition/1")], default))[0]).Value;
        Assert.Equal((ReplanPhase.Done, 4_100), (walk.Phase, walk.MessagesMoved));
    }

    [Fact]
    public async Task Import_WithdrawnInTheMeantime_StaysWithdrawn()
    {
        var world = new ReplanWorld();
        await QueueAsync(world, 3);
        await world.ImportAsync(MondayOffJson());
        await world.ApplyAsync(new Effects { Withdrawals = ["circular:x"] });

        await world.SweepAsync();

        Assert.All(Ids(3), id => Assert.Equal(DeliveryState.Withdrawn, world.EntryAsync(id).Result.State));
        Assert.Empty(world.Audit("delivery.replanned"));
    }

    [Fact]
    public async Task Import_WhatIsNotPlannedByTheCalendar_StaysWhereItIs()
    {
        var world = new ReplanWorld();
        var wish = WorkTimeData.Local("2026-12-02 10:15");
        await world.ApplyAsync(new Effects
        {
            Outbox =
            [
                world.Message("wish", "cadre", wish, follows: false),
                world.Message("reply", "cadre", Monday) with { Class = MessageClass.Reply },
                world.Message("ready", "cadre"),
                world.Message("wish-on-monday", "cadre", WorkTimeData.Local("2026-11-23 10:15"), follows: false),
            ],
        });

        await world.ImportAsync(MondayOffJson());
        await world.SweepAsync();

        Assert.Equal(wish, (await world.EntryAsync("wish")).ReadyAt);
        Assert.Equal(Monday, (await world.EntryAsync("reply")).ReadyAt);
        Assert.Equal(world.Clock.Now, (await world.EntryAsync("ready")).ReadyAt);
        Assert.Equal(Tuesday, (await world.EntryAsync("wish-on-monday")).ReadyAt);
    }

    [Fact]
    public async Task Import_SaturdayBecomesAWorkday_HeldMessageComesEarlier()
    {
        var world = new ReplanWorld("2026-11-27 20:00");
        var monday = WorkTimeData.Local("2026-11-30 08:30");
        await world.ApplyAsync(new Effects { Outbox = [world.Message("m", "cadre", monday)] });

        await world.ImportAsync(MondayOffJson());
        await world.SweepAsync();

        Assert.Equal(WorkTimeData.Local("2026-11-28 08:30"), (await world.EntryAsync("m")).ReadyAt);
    }

    [Fact]
    public async Task Cancel_QuietTimeTakenBack_PlansThatPersonsHeldMessageOnceAndItCanBeWithdrawn()
    {
        var world = new ReplanWorld("2026-11-23 09:00");
        var ten = WorkTimeData.Local("2026-11-23 10:00");
        await world.ApplyAsync(new Effects { Outbox = [world.Message("mine", "cadre", ten), world.Message("other", "super", ten)] });
        var harness = new DialogHarness([new PersonalHoursDialog()], world.Directory, world.Clock.Now, WorkTimeData.Edition);
        harness.Say("cadre", "免打扰 8点到10点");
        var cancelled = harness.Say("cadre", "取消免打扰").Effects;

        // The harness keeps its own records; the walk and its due member are what counts here.
        await world.ApplyAsync(cancelled with { Records = [.. cancelled.Records.Where(r => r.Key.Kind == Replan.Kind.Name)] });
        await world.SweepAsync();

        Assert.Equal(world.Clock.Now, (await world.EntryAsync("mine")).ReadyAt);
        Assert.Equal(ten, (await world.EntryAsync("other")).ReadyAt);
        Assert.Equal("message:mine", Assert.Single(world.Audit("delivery.replanned")).Subject);
        await world.ApplyAsync(new Effects { Withdrawals = ["circular:x"] });
        Assert.Equal(DeliveryState.Withdrawn, (await world.EntryAsync("mine")).State);
    }

    [Fact]
    public void Decide_ForDigest_NeverComesBeforeItsDay()
    {
        var message = new ReplanWorld().Message("m", "cadre");
        var entry = new OutboxEntry(message, DeliveryState.Held, 0, Monday, "over_burden", ForDigest: true);
        var now = WorkTimeData.Local("2026-11-20 16:00");

        Assert.Null(MessageReplanPolicy.Decide(entry, WorkTimeData.QuietHours, "x", now));
        Assert.Equal(Tuesday, MessageReplanPolicy.Decide(entry, With(MondayOffJson()).Hours.Territory, "x", now)!.To);
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"m{i:D5}");

    private static Task QueueAsync(ReplanWorld world, int count) =>
        world.ApplyAsync(new Effects { Outbox = [.. Ids(count).Select((id, i) => world.Message(id, i % 2 == 0 ? "cadre" : "h-fengze", Monday))] });
}
