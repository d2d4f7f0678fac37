using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;
using OpsBot.TestKit.DingTalk;
using OpsBot.TestKit.Peers;

namespace OpsBot.Channels.Tests.DingTalk;

/// <summary>The vendor's own packages hold the fake platform to what they expect, and our calls to the shape of theirs.</summary>
public sealed class PeerTests
{
    [Fact]
    public async Task Gateway_OfficialClient_IsServedThroughPingDisconnectAndReconnect()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        var peer = Peer.RunAsync("dingtalk-stream.mjs", ["--url", fake.Url.ToString().TrimEnd('/'), "--id", FakeDingTalk.ClientId, "--secret", FakeDingTalk.ClientSecret]);
        var first = await fake.ConnectedAsync();

        var robot = await first.PushAsync("CALLBACK", "/v1.0/im/bot/messages/get", RobotTalk.Text("你好", "m1", "0423", DateTimeOffset.UnixEpoch));
        Assert.Equal(robot, (string?)(await first.NextAsync())["headers"]!["messageId"]);
        await first.PushAsync("CALLBACK", "/v1.0/card/instances/callback", RobotTalk.Press("M1", "0423", "{}"));
        Assert.Equal(200, (int)(await first.NextAsync())["code"]!);
        await first.PushAsync("EVENT", "*", new JsonObject { ["userId"] = new JsonArray("1") }, eventType: "user_add_org");
        Assert.Contains("LATER", (string?)(await first.NextAsync())["data"]);
        await first.PushAsync("SYSTEM", "ping", new JsonObject { ["opaque"] = "op-1" });
        Assert.Contains("op-1", (string?)(await first.NextAsync())["data"]);
        await first.PushAsync("SYSTEM", "disconnect", new JsonObject { ["reason"] = "expired" });
        await first.CloseAsync();
        var second = await fake.ConnectedAsync();
        await second.PushAsync("CALLBACK", "/v1.0/im/bot/messages/get", RobotTalk.Text("bye", "m2", "0423", DateTimeOffset.UnixEpoch));

        var (exitCode, output) = await peer;
        Assert.True(exitCode == 0, output);
        Assert.Contains("PASSED", output);
        Assert.Equal(2, fake.Tickets);
    }

    [Fact]
    public async Task OpenApi_OurCalls_HaveTheShapeOfTheOfficialClients()
    {
        await using var host = await DingTalkHost.StartAsync(o => (o.CardTemplateId, o.Mode) = ("tpl.schema", DingTalkMode.Stream));
        var (exitCode, output) = await Peer.RunAsync("dingtalk-openapi.mjs", ["--endpoint", host.Fake.Url.Authority, "--id", FakeDingTalk.ClientId, "--secret", FakeDingTalk.ClientSecret]);
        Assert.True(exitCode == 0, output);
        var official = host.Fake.Calls.ToDictionary(c => $"{c.Method} {c.Path}");
        Assert.Equal(8, official.Count);

        var card = new Card { Title = "派发任务", Body = "x", Buttons = [new CardButton("接受", BotAction.On("leg.accept", "1122"))] };
        var sent = host.Services.GetRequiredService<SentMessages>();
        await host.SendAsync("文字", "T1");
        await host.SendAsync("群里", "G1", address: ConversationNames.OfGroup("dingtalk", "cidKnown"));
        await host.SendAsync(new MessageContent("卡片") { Card = card }, "C1");
        var read = host.Services.GetRequiredService<IReadStatus>();
        Assert.Equal(new ReadAnswer.Told(1), await read.AskAsync(DingTalkHost.Tenant, "T1", CancellationToken.None));
        Assert.Equal(new ReadAnswer.Told(3), await read.AskAsync(DingTalkHost.Tenant, "G1", CancellationToken.None));
        Assert.True(await sent.RecallAsync(DingTalkHost.Tenant, "T1", CancellationToken.None));
        Assert.True(await sent.RecallAsync(DingTalkHost.Tenant, "G1", CancellationToken.None));
        Assert.True(await sent.UpdateCardAsync(DingTalkHost.Tenant, "C1", "已办", CancellationToken.None));
        Assert.False(await sent.RecallAsync(DingTalkHost.Tenant, "unknown", CancellationToken.None));

        var ours = host.Fake.Calls.Skip(official.Count).ToList();
        Assert.Equal(official.Keys.Order(), ours.Select(c => $"{c.Method} {c.Path}").Distinct().Order());
        foreach (var call in ours)
            AssertShape(call.Body, official[$"{call.Method} {call.Path}"].Body, call.Path);
    }

    // Every field of ours is one that the official client sends too, of the same kind.
    private static void AssertShape(JsonObject ours, JsonObject official, string where)
    {
        foreach (var (field, value) in ours)
        {
            if (field is "nextToken" || where.EndsWith("cardParamMap", StringComparison.Ordinal))
                continue;
            Assert.True(official.ContainsKey(field), $"{where}.{field} is not a field of the official client.");
            Assert.Equal(official[field]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False, value!.GetValueKind() is JsonValueKind.True or JsonValueKind.False);
            if (value is JsonObject inner)
                AssertShape(inner, official[field]!.AsObject(), $"{where}.{field}");
            else if (value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
                Assert.Equal(official[field]!.GetValueKind(), value.GetValueKind());
        }
    }
}
