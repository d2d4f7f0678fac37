using System.Net;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>The public entrance: a token of nobody, held to a rate, and nothing kept of where it was asked from.</summary>
public sealed class AnonymousTests
{
    private const string Entrance = "/tokens/anonymous";

    [Fact]
    public async Task Anonymous_Open_GivesEachVisitAConversationAndAUserOfItsOwn()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);

        var first = await host.PostAsync(Entrance, null, "{}");
        var second = await host.PostAsync(Entrance, null);
        var said = await host.SayAsync(first.Text("token"), "文件最多写多少字", "c-1", first.Text("conversationId"));

        Assert.All([first, second, said], a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.NotEqual(first.Text("conversationId"), second.Text("conversationId"));
        Assert.Equal(1800, (int)first.Body["expires_in"]!);
        var message = Assert.Single(host.Bot.Received);
        Assert.True(message.IsAnonymous);
        Assert.StartsWith("visitor-", message.Key.SenderId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anonymous_Refreshed_StaysAnonymous()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var token = (await host.PostAsync(Entrance, null)).Text("token");

        var fresh = await host.PostAsync("/tokens/refresh", token);
        await host.SayAsync(fresh.Text("token"), "你好", conversation: fresh.Text("conversationId"));

        Assert.True(Assert.Single(host.Bot.Received).IsAnonymous);
    }

    [Fact]
    public async Task Anonymous_NotOpened_Is404()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync(Entrance, null);

        Assert.Equal((HttpStatusCode.NotFound, "NoPublicEntrance"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Anonymous_TokenOfAPortal_IsNot()
    {
        await using var host = await DirectLineHost.StartAsync();
        await host.SayAsync(host.Token(), "你好");

        Assert.False(Assert.Single(host.Bot.Received).IsAnonymous);
    }

    [Theory]
    [InlineData(3, 100)]
    [InlineData(100, 3)]
    public async Task Anonymous_TooMany_Are429AndNoAddressIsStoredOrLogged(int perSource, int all)
    {
        await using var host = await DirectLineHost.StartAsync(o => (o.AllowAnonymous, o.AnonymousPerMinute, o.AllAnonymousPerMinute) = (true, perSource, all));

        var answers = new List<DirectLineHost.Answer>();
        for (var i = 0; i < 5; i++)
            answers.Add(await host.PostAsync(Entrance, null));

        Assert.Equal([200, 200, 200, 429, 429], answers.Select(a => (int)a.Status));
        Assert.Equal(TimeSpan.FromMinutes(1), answers[4].RetryAfter);
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains("127.0.0.1", StringComparison.Ordinal) && !l.Contains("listening", StringComparison.OrdinalIgnoreCase) && !l.Contains("Request ", StringComparison.Ordinal));
        Assert.Empty(await host.RecordsAsync());
    }

    [Fact]
    public async Task Start_WithTheSecretItself_OpensAConversationOfTheNamedUser()
    {
        await using var host = await DirectLineHost.StartAsync();

        var started = await host.PostAsync("/conversations", DirectLineHost.Secret, """{"user":{"id":"dl_li","name":"李四"}}""");
        await host.SayAsync(started.Text("token"), "你好", conversation: started.Text("conversationId"));

        Assert.Equal(HttpStatusCode.Created, started.Status);
        Assert.Equal("dl_li", host.Bot.Received.Last().Key.SenderId);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/conversations", DirectLineHost.Secret, "[")).Status);
    }
}
