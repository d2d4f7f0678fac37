using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Rates;

/// <summary>What a channel asks for is done, and nothing is lost by it.</summary>
public sealed class ThrottleTests
{
    [Fact]
    public async Task Run_OneChatSlowedDownWhereNothingIsCounted_LeavesTheOtherChats()
    {
        var world = new GateWorld("2026-11-20 09:00");
        world.Channels[1].Answer = (m, now) =>
            m.Id == "1" && now < WorkTimeData.Local("2026-11-20 09:10") ? new SendResult.Throttled("130101", TimeSpan.FromMinutes(10), RateScope.Conversation) : null;
        OutboundMessage To(string id) => world.Message(id, MessageClass.Reply, $"p{id}") with { Address = new Address(GateWorld.Group, $"user:p{id}", $"p{id}") };
        await world.QueueAsync(To("1"));
        await world.RunOnceAsync();
        await world.QueueAsync(To("2"));
        await world.RunOnceAsync();

        Assert.Equal(["2"], world.Sent.Select(s => s.Message.Id));
        await world.RunToAsync("2026-11-20 09:11");
        Assert.Equal(["2", "1"], world.Sent.Select(s => s.Message.Id));
        Assert.Equal(1, (await world.EntryAsync("1")).Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_AskedToWaitForYears_AsksAgainAfterADay(bool everybody)
    {
        var world = new GateWorld("2026-11-20 09:00");
        var years = TimeSpan.FromDays(3650);
        world.Channels[0].Answer = (_, _) => everybody ? new SendResult.Throttled("429", years) : new SendResult.TryLater("503", years);
        await world.QueueAsync(world.Message("1", MessageClass.Reply, "p1"));

        await world.RunOnceAsync();

        Assert.Equal(WorkTimeData.Local("2026-11-21 09:00"), (await world.EntryAsync("1")).ReadyAt);
    }

    [Fact]
    public async Task Run_SlowedDownAHundredTimes_IsNeverGivenUp()
    {
        var world = new GateWorld("2026-11-20 09:00");
        world.Channels[0].Answer = (_, now) => now < WorkTimeData.Local("2026-11-20 09:05") ? new SendResult.Throttled("429", TimeSpan.FromSeconds(3)) : null;
        await world.QueueAsync(world.Message("1", MessageClass.Reply, "p1"));

        await world.RunToAsync("2026-11-20 09:06");

        Assert.Equal(101, world.Channels[0].Calls);
        Assert.Equal((DeliveryState.Delivered, 1), ((await world.EntryAsync("1")).State, (await world.EntryAsync("1")).Attempts));
    }
}
