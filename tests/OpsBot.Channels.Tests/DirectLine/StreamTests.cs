using System.Net;
using System.Net.WebSockets;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class StreamTests
{
    [Fact]
    public async Task Open_AfterStart_ReplaysThenPushesInOrder()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        var started = await host.PostAsync("/conversations", token);
        await host.SayAsync(token, "一");
        using var stream = await StreamClient.OpenAsync(started.Text("streamUrl"));

        var (replayed, _) = await stream.NextAsync(3);
        await host.SayAsync(token, "二", "client-2");
        var (pushed, watermark) = await stream.NextAsync(2);

        Assert.Equal(["您好", "一", "收到：一"], Texts(replayed));
        Assert.Equal(["二", "收到：二"], Texts(pushed));
        Assert.Equal("client-2", pushed[0]["channelData"]!["clientActivityID"]!.GetValue<string>());
        Assert.Equal("5", watermark);
    }

    [Fact]
    public async Task Reconnect_WithWatermark_GivesExactlyWhatWasMissed()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        var started = await host.PostAsync("/conversations", token);
        string watermark;
        using (var first = await StreamClient.OpenAsync(started.Text("streamUrl")))
        {
            (_, watermark) = await first.NextAsync(1);
            first.Cut();
        }
        await host.SayAsync(token, "断线时发的");
        var again = await host.GetAsync($"/conversations/conv-1?watermark={watermark}", token);
        using var second = await StreamClient.OpenAsync(again.Text("streamUrl"));

        var (missed, _) = await second.NextAsync(2);

        Assert.Equal(["断线时发的", "收到：断线时发的"], Texts(missed));
    }

    [Fact]
    public async Task Open_SecondStream_TheNewestWinsAndTheOldIsToldCollision()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        var url = (await host.PostAsync("/conversations", token)).Text("streamUrl");
        using var older = await StreamClient.OpenAsync(url);
        await older.NextAsync(1);
        using var newer = await StreamClient.OpenAsync(url);
        await newer.NextAsync(1);

        Assert.Null(await older.NextFrameAsync());
        await host.SayAsync(token, "你好");
        var (pushed, _) = await newer.NextAsync(2);

        Assert.Equal((WebSocketCloseStatus.NormalClosure, "collision"), older.Closed);
        Assert.Equal(2, pushed.Count);
    }

    [Fact]
    public async Task Open_ConversationsOfTwoPeople_DoNotMix()
    {
        await using var host = await DirectLineHost.StartAsync();
        using var one = await StreamClient.OpenAsync((await host.PostAsync("/conversations", host.Token())).Text("streamUrl"));
        var other = host.Token("conv-2", "dl_li", "李四");
        using var two = await StreamClient.OpenAsync((await host.PostAsync("/conversations", other)).Text("streamUrl"));
        await two.NextAsync(1);

        await host.SayAsync(other, "二号", conversation: "conv-2");
        await two.NextAsync(2);
        await host.SayAsync(host.Token(), "一号");
        var (activities, _) = await one.NextAsync(3);

        Assert.Equal(["您好", "一号", "收到：一号"], Texts(activities));
    }

    [Fact]
    public async Task Quiet_ForAWhile_SendsEmptyFramesAndIgnoresTheClients()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.KeepAlive = TimeSpan.FromMilliseconds(50));
        var token = host.Token();
        using var stream = await StreamClient.OpenAsync((await host.PostAsync("/conversations", token)).Text("streamUrl"));
        await stream.NextAsync(1);

        await stream.SendAsync([]);
        await stream.SendAsync("{\"type\":\"message\"}"u8.ToArray());
        string? frame;
        do
            frame = await stream.NextFrameAsync();
        while (frame is { Length: > 0 });
        await host.SayAsync(token, "还在");
        var (pushed, _) = await stream.NextAsync(2);

        Assert.Equal("", frame);
        Assert.Equal(2, pushed.Count);
        Assert.Equal(2, host.Bot.Received.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_FrameBeyondTheLimit_IsClosed(bool whole)
    {
        await using var host = await DirectLineHost.StartAsync();
        using var stream = await StreamClient.OpenAsync((await host.PostAsync("/conversations", host.Token())).Text("streamUrl"));
        await stream.NextAsync(1);

        await stream.SendAsync(new byte[100 * 1024], whole);

        Assert.Null(await stream.NextFrameAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, stream.Closed.Status);
    }

    [Fact]
    public async Task Store_Away_ClosesAndTheNextStreamGoesOn()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        var url = (await host.PostAsync("/conversations", token)).Text("streamUrl");
        host.Log.FailNextReads(1);
        using var first = await StreamClient.OpenAsync(url);
        Assert.Null(await first.NextFrameAsync());
        Assert.Equal((WebSocketCloseStatus.InternalServerError, "store unavailable"), first.Closed);

        using var second = await StreamClient.OpenAsync((await host.GetAsync("/conversations/conv-1?watermark=", token)).Text("streamUrl"));

        Assert.Equal(["您好"], Texts((await second.NextAsync(1)).Activities));
    }

    [Fact]
    public async Task Shutdown_OpenStreams_AreClosedAndTheServerStops()
    {
        await using var host = await DirectLineHost.StartAsync();
        using var stream = await StreamClient.OpenAsync((await host.PostAsync("/conversations", host.Token())).Text("streamUrl"));
        await stream.NextAsync(1);

        var stopping = host.StopAsync();
        Assert.Null(await stream.NextFrameAsync());
        await stopping;

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, stream.Closed.Status);
    }

    [Fact]
    public async Task Open_TooLate_IsRefused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var url = (await host.PostAsync("/conversations", host.Token())).Text("streamUrl");
        host.Clock.Now += TimeSpan.FromSeconds(61);

        Assert.Equal(HttpStatusCode.Forbidden, await RefusalAsync(url));
    }

    [Fact]
    public async Task Open_WithAChatTokenOrNoneOrElsewhere_IsRefused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var url = (await host.PostAsync("/conversations", host.Token())).Text("streamUrl");

        Assert.Equal(HttpStatusCode.Forbidden, await RefusalAsync($"{url.Split("&t=")[0]}&t={host.Token()}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync(url.Split("&t=")[0]));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusalAsync(url.Replace("conv-1", "conv-2")));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.GetAsync(url.Replace("ws://", "http://"))).StatusCode);
    }

    [Fact]
    public async Task Open_AllPlacesTaken_Is503AndAPlaceBecomesFree()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.MaxStreams = 1);
        var url = (await host.PostAsync("/conversations", host.Token())).Text("streamUrl");
        var other = (await host.PostAsync("/conversations", host.Token("conv-2"))).Text("streamUrl");
        using var first = await StreamClient.OpenAsync(url);
        await first.NextAsync(1);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefusalAsync(other));
        await first.CloseAsync();
        using var second = await StreamClient.OpenWhenFreeAsync(other);

        Assert.Single((await second.NextAsync(1)).Activities);
    }

    private static async Task<HttpStatusCode> RefusalAsync(string url)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(url), CancellationToken.None));
        return socket.HttpStatusCode;
    }

    private static string[] Texts(IEnumerable<System.Text.Json.Nodes.JsonObject> activities) => [.. activities.Select(a => a["text"]!.GetValue<string>())];
}
