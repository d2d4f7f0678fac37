using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>A message whose send fails in our own code keeps nobody waiting.</summary>
public sealed class BadMessageTests
{
    [Fact]
    public async Task Run_OneThrows_OthersGoOutOnTimeAlsoToTheSamePlace()
    {
        var world = new GateWorld("2026-11-19 10:00");
        Throw(world, "bad");
        await world.QueueAsync(world.Message("bad", MessageClass.Assignment, "p2"), world.Message("same", MessageClass.Assignment, "p2"), world.Message("other", MessageClass.Assignment, "p3"));

        await world.RunToAsync("2026-11-19 10:01");

        Assert.Equal(["other", "same"], world.Sent.Select(s => s.Message.Id).Order());
        var fault = world.Faults.Items[0];
        Assert.Equal(("outbox", "bad", ItemFaultReason.Failed, 1), (fault.Queue, fault.Id, fault.Reason, fault.Attempts));
        Assert.Equal(DeliveryState.Retrying, (await world.EntryAsync("bad")).State);
    }

    [Fact]
    public async Task Run_Repaired_GoesOutWithinItsPause()
    {
        var world = new GateWorld("2026-11-19 10:00");
        Throw(world, "bad");
        await world.QueueAsync(world.Message("bad", MessageClass.Assignment, "p2"));
        await world.RunToAsync("2026-11-19 10:02");
        world.Channels[0].Answer = (_, _) => null;

        await world.RunToAsync("2026-11-19 10:05");

        Assert.Equal(DeliveryState.Delivered, (await world.EntryAsync("bad")).State);
        Assert.Equal(0, await world.Store.Outbox.CountSetAsideAsync(GateWorld.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Run_ThrowsAtEverySend_IsGivenUpBeforeItCouldBeShownOftenAndCanBeSentAgain()
    {
        var world = new GateWorld("2026-11-19 10:00");
        Throw(world, "bad");
        await world.QueueAsync(world.Message("bad", MessageClass.Assignment, "p2"));

        await world.RunToAsync("2026-11-19 11:30");

        Assert.Equal((DeliveryState.DeadLettered, "fault"), ((await world.EntryAsync("bad")).State, (await world.EntryAsync("bad")).Reason));
        Assert.InRange(world.Channels[0].Calls, 2, 7);
        Assert.Equal(0, await world.Store.Outbox.CountSetAsideAsync(GateWorld.Tenant, CancellationToken.None));
    }

    private static void Throw(GateWorld world, string id) =>
        world.Channels[0].Answer = (message, _) => message.Id == id ? throw new InvalidOperationException("told to be a bug") : null;
}
