using System.Net;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task Start_FirstTime_Answers201AndWelcomesOnce()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();

        var first = await host.PostAsync("/conversations", token, """{"user":{"id":"dl_zhang"},"locale":"zh-CN"}""");
        var second = await host.PostAsync("/conversations", token);
        var joined = await host.PostAsync("/conversations/conv-1/activities", token, """{"type":"event","name":"webchat/join"}""");

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(HttpStatusCode.OK, joined.Status);
        var greeting = Assert.Single(host.Bot.Received);
        Assert.True(greeting.IsGreeting);
        Assert.Equal("greeting/conv-1", greeting.MessageId);
        Assert.Equal("您好", Assert.Single(host.Log.All.Select(e => System.Text.Json.Nodes.JsonNode.Parse(e.Json)!["text"]!.GetValue<string>())));
        Assert.Equal("conv-1", first.Text("conversationId"));
        Assert.StartsWith($"ws{host.Url[4..]}/conversations/conv-1/stream?", first.Text("streamUrl"));
    }

    [Theory]
    [InlineData("""{"type":"event","name":"webchat/join"}""")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"dl_zhang"}]}""")]
    public async Task Arrival_WithoutStart_Welcomes(string activity)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync("/conversations/conv-1/activities", host.Token(), activity);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(Assert.Single(host.Bot.Received).IsGreeting);
    }

    [Fact]
    public async Task Start_BehindAProxy_GivesThePublicStreamAddress()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.PublicUrl = new Uri("https://chat.example/bot/"));

        var answer = await host.PostAsync("/conversations", host.Token());

        Assert.StartsWith("wss://chat.example/bot/v3/directline/conversations/conv-1/stream?watermark=0&t=", answer.Text("streamUrl"));
    }

    [Theory]
    [InlineData("", "0")]
    [InlineData("7", "7")]
    [InlineData("-", "0")]
    [InlineData("-5", "0")]
    [InlineData("99999999999999999999", "0")]
    public async Task Reconnect_AnyWatermark_GivesAStreamFromThere(string watermark, string from)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.GetAsync($"/conversations/conv-1?watermark={watermark}", host.Token());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains($"watermark={from}&", answer.Text("streamUrl"));
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/tokens/refresh", answer.Text("token"))).Status);
    }

    [Fact]
    public async Task Conversation_IdWithSlashAndPlus_IsFoundUnderItsEscapedPath()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token("cid/7N+b==");

        var answer = await host.SayAsync(token, "你好", conversation: Uri.EscapeDataString("cid/7N+b=="));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("cid/7N+b==", host.Bot.Received.Single().Key.ConversationId);
    }

    [Fact]
    public async Task Session_GoodToken_GivesAnId()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.GetAsync("/session/getsessionid", host.Token());

        Assert.Equal("conv-1", answer.Text("sessionId"));
    }
}
