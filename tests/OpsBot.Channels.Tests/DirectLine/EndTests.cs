using System.Net;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>A client ends its conversation: posting stops, reading goes on.</summary>
public sealed class EndTests
{
    private const string Activities = "/conversations/conv-1/activities";
    private const string End = """{"type":"endOfConversation","code":"userCancelled"}""";

    [Fact]
    public async Task End_Posted_ClosesPostingAndReadingGoesOn()
    {
        await using var host = await DirectLineHost.StartAsync();
        await host.SayAsync(host.Token(), "你好", "client-1");

        var ended = await host.PostAsync(Activities, host.Token(), End);
        var again = await host.PostAsync(Activities, host.Token(), End);
        var refused = await host.SayAsync(host.Token(), "还有", "client-2");
        var page = await host.GetAsync(Activities, host.Token());

        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.All([again, refused], a => Assert.Equal((HttpStatusCode.NotFound, "ConversationEnded"), (a.Status, a.ErrorCode)));
        Assert.Equal(["message", "message", "endOfConversation"], page.Activities.Select(a => a["type"]!.GetValue<string>()));
        Assert.Equal((ended.Text("id"), "userCancelled"), (page.Activities[2]["id"]!.GetValue<string>(), page.Activities[2]["code"]!.GetValue<string>()));
        Assert.Single(host.Bot.Received);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/conversations", host.Token())).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/conversations/conv-1?watermark=", host.Token())).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync(host.Token("conv-2"), "别人", conversation: "conv-2")).Status);
    }

    [Fact]
    public async Task End_WithAnOpenStream_IsPushed()
    {
        await using var host = await DirectLineHost.StartAsync();
        var started = await host.PostAsync("/conversations", host.Token());
        using var stream = await StreamClient.OpenAsync(started.Text("streamUrl"));
        await stream.NextAsync(1);

        await host.PostAsync(Activities, host.Token(), End);

        Assert.Equal("endOfConversation", (await stream.NextAsync(1)).Activities[0]["type"]!.GetValue<string>());
    }
}
