using OpsBot.Core.Delivery;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>The delivery handler with overrides: facts are read at each attempt, and what cannot be read lifts nothing.</summary>
public sealed class OverrideDeliveryTests
{
    private readonly GateWorld _world = new("2026-11-20 22:00");

    [Fact]
    public async Task Night_Approved_IsSentAtOnceAndCertifiedWithItsGroundAndPeople()
    {
        var item = _world.Approve("JJ-1", "circular:1", 2);
        await _world.QueueAsync(_world.Urgent("m1", "p3", "circular:1", "JJ-1"));
        await _world.RunToAsync("2026-11-20 22:01");

        Assert.Equal("m1", Assert.Single(_world.Sent).Message.Id);
        var json = Assert.Single(await _world.Store.Certificates.PendingAsync(GateWorld.Tenant, 10, CancellationToken.None));
        Assert.Contains("\"event\":\"overridden\"", json);
        Assert.Contains("\"ground\":\"flood\",\"by\":\"ann\",\"with\":\"ben\"", json);
        Assert.DoesNotContain("台风", json);
        Assert.True(item.LiftsAt(_world.Clock.Now));
    }

    [Fact]
    public async Task Night_StoreOfOverridesAway_Waits()
    {
        _world.Approve("JJ-1", "circular:1", 2);
        _world.OverridesAway = true;
        await _world.QueueAsync(_world.Urgent("m1", "p3", "circular:1", "JJ-1"));
        await _world.RunToAsync("2026-11-20 22:05");

        Assert.Empty(_world.Sent);
        Assert.Equal(WorkTimeData.Local("2026-11-23 08:30"), (await _world.EntryAsync("m1")).ReadyAt);
    }

    [Fact]
    public async Task Night_RevokedBetweenLeaseAndSend_Waits()
    {
        _world.Approve("JJ-1", "circular:1", 2);
        await _world.QueueAsync(_world.Urgent("m1", "p3", "circular:1", "JJ-1"));
        _world.Channels[0].Answer = (_, _) => new SendResult.TryLater("away");
        await _world.RunToAsync("2026-11-20 22:00:01");
        _world.Overrides["JJ-1"] = _world.Overrides["JJ-1"] with { Status = OverrideStatus.Revoked };
        _world.Channels[0].Answer = (_, _) => null;
        await _world.RunToAsync("2026-11-23 08:00");
        Assert.Empty(_world.Sent);
        await _world.RunToAsync("2026-11-23 08:40");

        Assert.True(GateInvariants.IsWorkingTime(Assert.Single(_world.Sent).At));
    }

    [Fact]
    public async Task Night_ChannelRecoversAfterTheEnd_Waits()
    {
        _world.Approve("JJ-1", "circular:1", 2);
        _world.Channels[0].Answer = (_, now) => now < WorkTimeData.Local("2026-11-21 00:00:00") ? new SendResult.TryLater("away") : null;
        await _world.QueueAsync(_world.Urgent("m1", "p3", "circular:1", "JJ-1"));
        await _world.RunToAsync("2026-11-23 08:00");

        Assert.Empty(_world.Sent);
    }
}
