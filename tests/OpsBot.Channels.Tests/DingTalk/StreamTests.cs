using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class StreamTests
{
    private const string Robot = "/v1.0/im/bot/messages/get";
    private const string CardTopic = "/v1.0/card/instances/callback";

    private static Task<DingTalkHost> StartAsync(Action<DingTalkOptions>? configure = null) => DingTalkHost.StartAsync(o =>
    {
        o.Mode = DingTalkMode.Stream;
        configure?.Invoke(o);
    });

    private static JsonObject Text(DingTalkHost host, string id, string text = "你好", string staff = "0423") => RobotTalk.Text(text, id, staff, host.Clock.Now);

    private static string? IdOf(JsonObject ack) => (string?)ack["headers"]!["messageId"];

    [Fact]
    public async Task Robot_Message_IsAcknowledgedOnlyAfterTheCommit()
    {
        await using var host = await StartAsync();
        var gate = new TaskCompletionSource();
        host.Turns.Instead = async _ =>
        {
            await gate.Task;
            return null;
        };
        var socket = await host.Fake.ConnectedAsync();

        var frame = await socket.PushAsync("CALLBACK", Robot, Text(host, "m1"));
        var ping = await socket.PushAsync("SYSTEM", "ping", new JsonObject { ["opaque"] = "op-1" });

        // The ping is answered while the turn still waits, and nothing before it.
        var first = await socket.NextAsync();
        Assert.Equal(ping, IdOf(first));
        Assert.Equal("""{"opaque":"op-1"}""", (string?)first["data"]);
        gate.SetResult();
        var second = await socket.NextAsync();
        Assert.Equal(frame, IdOf(second));
        Assert.Equal(200, (int)second["code"]!);
        Assert.Equal("""{"response":null}""", (string?)second["data"]);
    }

    [Fact]
    public async Task Robot_Redelivered_IsAcknowledgedAndTakenOnce()
    {
        await using var host = await StartAsync();
        var socket = await host.Fake.ConnectedAsync();

        for (var i = 0; i < 3; i++)
        {
            await socket.PushAsync("CALLBACK", Robot, Text(host, "m1"));
            Assert.Equal(200, (int)(await socket.NextAsync())["code"]!);
        }

        Assert.Single(host.Turns.Received);
    }

    [Fact]
    public async Task Robot_ManyOfOneSender_KeepTheirOrder()
    {
        await using var host = await StartAsync();
        var socket = await host.Fake.ConnectedAsync();
        var ids = Enumerable.Range(0, 50).Select(i => $"m{i}").ToArray();

        foreach (var id in ids)
            await socket.PushAsync("CALLBACK", Robot, Text(host, id));
        foreach (var _ in ids)
            await socket.NextAsync();

        Assert.Equal(ids, host.Turns.Received.Select(m => m.MessageId));
    }

    [Fact]
    public async Task Robot_StoreAway_WaitsAndThenAcknowledges()
    {
        await using var host = await StartAsync();
        var left = 3;
        host.Turns.Instead = _ => left-- > 0 ? throw new StoreUnavailableException("away") : Task.FromResult<TurnOutcome?>(null);
        var socket = await host.Fake.ConnectedAsync();

        await socket.PushAsync("CALLBACK", Robot, Text(host, "m1"));

        Assert.Equal(200, (int)(await socket.NextAsync())["code"]!);
        Assert.Single(host.Turns.Received);
        Assert.Equal(4, host.Turns.Knocks);
    }

    [Fact]
    public async Task Robot_BrokenOrOld_IsRefusedAndTheStreamGoesOn()
    {
        await using var host = await StartAsync();
        host.Turns.Instead = m => m.MessageId == "bug" ? throw new InvalidOperationException("秘密内容") : Task.FromResult<TurnOutcome?>(null);
        var socket = await host.Fake.ConnectedAsync();

        await socket.SendRawAsync("not json");
        await socket.SendRawAsync("[]");
        await socket.SendRawAsync($$"""{"type":"CALLBACK","headers":{"topic":"t"},"x":{{new string('[', 100)}}{{new string(']', 100)}}}""");
        await socket.PushAsync("CALLBACK", Robot, new JsonObject { ["text"] = "没有发送者" });
        Assert.Equal(400, (int)(await socket.NextAsync())["code"]!);
        await socket.PushAsync("CALLBACK", Robot, RobotTalk.Text("旧消息", "old", "0423", host.Clock.Now.AddDays(-2)));
        Assert.Equal(400, (int)(await socket.NextAsync())["code"]!);
        await socket.PushAsync("CALLBACK", "/v1.0/unknown/topic", []);
        Assert.Equal(404, (int)(await socket.NextAsync())["code"]!);
        await socket.PushAsync("CALLBACK", Robot, Text(host, "bug"));
        Assert.Equal(500, (int)(await socket.NextAsync())["code"]!);
        await socket.PushAsync("CALLBACK", Robot, Text(host, "good"));
        Assert.Equal(200, (int)(await socket.NextAsync())["code"]!);

        Assert.Equal("good", Assert.Single(host.Turns.Received).MessageId);
        foreach (var words in new[] { "秘密内容", "旧消息", "没有发送者", "你好", FakeDingTalk.ClientSecret, "ticket-" })
            Assert.DoesNotContain(words, host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_TooBig_ClosesAndReconnects()
    {
        await using var host = await StartAsync(o => o.MaxBodyBytes = 8 * 1024);
        var socket = await host.Fake.ConnectedAsync();

        await socket.SendRawAsync(new string('x', 20 * 1024));

        await host.Fake.ConnectedAsync();
        await Eventually.TrueAsync(() => socket.ClosedWith == WebSocketCloseStatus.MessageTooBig, "the close");
    }

    [Fact]
    public async Task Card_Press_IsAnsweredWithTheChangedCard()
    {
        await using var host = await StartAsync();
        var socket = await host.Fake.ConnectedAsync();

        await socket.PushAsync("CALLBACK", CardTopic, RobotTalk.Press("M1", "0423", """{"action":"leg.accept","title":"接受","args":{"id":"1122"}}"""));

        var data = JsonNode.Parse((string)(await socket.NextAsync())["data"]!)!;
        Assert.Equal("已收到：接受", (string?)data["response"]!["cardData"]!["cardParamMap"]!["status"]);
        Assert.Equal("leg.accept", Assert.Single(host.Turns.Received).Action!.Name);
    }

    [Fact]
    public async Task Disconnect_Asked_OpensTheNewConnectionFirstAndServesBoth()
    {
        await using var host = await StartAsync();
        var old = await host.Fake.ConnectedAsync();

        await old.PushAsync("SYSTEM", "disconnect", new JsonObject { ["reason"] = "expired" });
        var fresh = await host.Fake.ConnectedAsync();
        await old.PushAsync("CALLBACK", Robot, Text(host, "m1"));
        Assert.Equal(200, (int)(await old.NextAsync())["code"]!);
        await fresh.PushAsync("CALLBACK", Robot, Text(host, "m2"));
        Assert.Equal(200, (int)(await fresh.NextAsync())["code"]!);
        await old.CloseAsync();
        await fresh.PushAsync("CALLBACK", Robot, Text(host, "m1"));
        Assert.Equal(200, (int)(await fresh.NextAsync())["code"]!);

        Assert.Equal(["m1", "m2"], host.Turns.Received.Select(m => m.MessageId));
        Assert.Equal(2, host.Fake.Tickets);
    }

    [Fact]
    public async Task Line_Cut_ReconnectsWithANewTicket()
    {
        await using var host = await StartAsync();

        for (var i = 1; i <= 3; i++)
        {
            var socket = await host.Fake.ConnectedAsync();
            await socket.PushAsync("CALLBACK", Robot, Text(host, $"m{i}"));
            Assert.Equal(200, (int)(await socket.NextAsync())["code"]!);
            socket.Abort();
        }

        await host.Fake.ConnectedAsync();
        Assert.Equal(3, host.Turns.Received.Count);
        Assert.Equal(4, host.Fake.Tickets);
    }

    [Fact]
    public async Task Gateway_RefusesThenAllows_IsTriedAgain()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        fake.GatewayRefusal = (503, "{}");
        await using var host = await StartAsync(o => o.GatewayBase = fake.Url);
        await Eventually.TrueAsync(() => host.Logs.All.Contains("refused the stream", StringComparison.Ordinal), "a refusal");

        fake.GatewayRefusal = null;

        await fake.ConnectedAsync();
    }

    [Fact]
    public async Task Gateway_NamesAnotherHost_IsNotFollowed()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        fake.GatewayRefusal = (200, """{"endpoint":"ws://169.254.169.254/connect","ticket":"t"}""");
        await using var host = await StartAsync(o => o.GatewayBase = fake.Url);

        await Eventually.TrueAsync(() => host.Logs.All.Contains("unexpected-host", StringComparison.Ordinal), "the refusal");
    }
}
