using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.Tests.DingTalk;
using OpsBot.Core.Changes;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>An hour without DingTalk's gateway, which comes back at another endpoint.</summary>
public sealed class StreamOutageTests
{
    private const string Robot = "/v1.0/im/bot/messages/get";

    // Nine pauses growing from a second to a minute, then one a minute, a fifth shorter at the most.
    private const int MostCallsInAnHour = 85;

    [Fact]
    public async Task Gateway_AwayForAnHourAndMoved_IsAskedSeldomAndServesTheNewEndpoint()
    {
        var start = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));
        var clock = new TimerClock(start);
        var fake = await FakeDingTalk.StartAsync();
        await using var host = await DingTalkHost.StartAsync(fake, services =>
        {
            services.AddSingleton(new MachineClock(clock));
            services.AddOpsBotDingTalk(o =>
            {
                (o.ClientId, o.ClientSecret, o.Tenant, o.Mode) = (FakeDingTalk.ClientId, FakeDingTalk.ClientSecret, DingTalkHost.Tenant.Value, DingTalkMode.Stream);
                (o.ApiBase, o.LegacyBase) = (fake.Url, fake.Url);
            });
        }, app => app.MapOpsBotDingTalk());
        var old = await fake.ConnectedAsync();
        await SayAsync(old, host, "m1");

        fake.GatewayRefusal = (503, "<html>");
        var before = fake.GatewayCalls;
        old.Abort();
        while (clock.GetUtcNow() < start.AddHours(1))
        {
            await Eventually.TrueAsync(() => clock.NextAt is not null, "the next pause");
            clock.MoveTo(clock.NextAt!.Value);
        }
        await Eventually.TrueAsync(() => clock.NextAt is not null, "the last pause of the hour");
        var calls = fake.GatewayCalls - before;
        fake.StreamPath = "/connect/elsewhere";
        fake.GatewayRefusal = null;
        clock.MoveTo(clock.NextAt!.Value);
        var moved = await fake.ConnectedAsync();
        // What was pushed before comes again, and something new.
        await SayAsync(moved, host, "m1");
        await SayAsync(moved, host, "m2");

        Assert.InRange(calls, 50, MostCallsInAnHour);
        Assert.Equal(2, fake.Tickets);
        Assert.Equal(["m1", "m2"], host.Turns.Received.Select(m => m.MessageId));
    }

    private static async Task SayAsync(FakeSocket socket, DingTalkHost host, string id)
    {
        await socket.PushAsync("CALLBACK", Robot, RobotTalk.Text("你好", id, "0423", host.Clock.Now));
        JsonObject acknowledged = await socket.NextAsync();
        Assert.Equal(200, (int)acknowledged["code"]!);
    }
}
