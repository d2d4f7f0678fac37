using System.Text.Json.Nodes;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Tests.BotFramework;

public sealed class ConnectorTests
{
    private const string Hard = "a/b+c==\\../?x#y %2F汉";
    private const string HardPath = "a%2Fb%2Bc%3D%3D%5C..%2F%3Fx%23y%20%252F%E6%B1%89";

    [Fact]
    public async Task Operations_HardIds_AreEscapedInEveryPath()
    {
        await using var host = await FrameworkHost.StartAsync();
        var (connector, target) = (host.Connector, host.Target);
        var activity = """{"type":"message"}"""u8.ToArray();

        await connector.SendAsync(target, Hard, activity, default);
        await connector.ReplyAsync(target, Hard, Hard, activity, default);
        await connector.UpdateAsync(target, Hard, Hard, activity, default);
        await connector.DeleteAsync(target, Hard, Hard, default);
        await connector.CreateConversationAsync(target, new JsonObject { ["isGroup"] = false }, default);

        Assert.Equal(
            [
                $"POST /v3/conversations/{HardPath}/activities",
                $"POST /v3/conversations/{HardPath}/activities/{HardPath}",
                $"PUT /v3/conversations/{HardPath}/activities/{HardPath}",
                $"DELETE /v3/conversations/{HardPath}/activities/{HardPath}",
                "POST /v3/conversations",
            ],
            host.Platform.Calls.Select(c => $"{c.Method} {c.Target}"));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public void Activities_ClimbingId_Throws(string id) =>
        Assert.Throws<ArgumentException>(() => ConnectorPaths.Activities(new Uri("https://x.example"), id));

    [Fact]
    public async Task Members_SeveralPages_AreReadToTheEnd()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Platform.Answer = call => call.Target.Contains("continuationToken=p%2B2", StringComparison.Ordinal)
            ? (200, """{"members":[{"id":"c"}]}""", null)
            : (200, """{"continuationToken":"p+2","members":[{"id":"a"},{"id":"b"}]}""", null);

        var answer = await host.Connector.MembersAsync(host.Target, "c-1", default);

        Assert.Null(answer.Fault);
        Assert.Equal(["a", "b", "c"], answer.Members.Select(m => (string?)m["id"]));
    }

    [Fact]
    public async Task Members_BotNotInRoster_SaysWhichError()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Platform.Answer = _ => (403, """{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the conversation roster."}}""", null);

        var answer = await host.Connector.MembersAsync(host.Target, "c-1", default);

        Assert.Equal((403, "BotNotInConversationRoster"), (answer.Fault!.Status, answer.Fault.Code));
    }

    [Fact]
    public async Task Token_ManySends_IsFetchedOnceAndRenewedEarly()
    {
        await using var host = await FrameworkHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(host)));
        Assert.Single(host.Platform.TokenCalls);
        host.Clock.Advance(TimeSpan.FromMinutes(54));
        await SendAsync(host);
        Assert.Single(host.Platform.TokenCalls);
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        await SendAsync(host);

        Assert.Equal(2, host.Platform.TokenCalls.Count);
        Assert.Equal("Bearer token-2", host.Platform.Calls.Last().Authorization);
        var form = host.Platform.TokenCalls.First();
        Assert.Equal(("client_credentials", TestIssuer.App, "https://api.botframework.com/.default"), (form["grant_type"], form["client_id"], form["scope"]));
    }

    [Fact]
    public async Task Token_LoginAwayWhileTheOldOneIsGood_IsUsedToItsEnd()
    {
        await using var host = await FrameworkHost.StartAsync();
        await SendAsync(host);
        host.Platform.TokenStatus = 500;
        host.Clock.Advance(TimeSpan.FromMinutes(57));
        Assert.True((await SendAsync(host)).IsSuccess);
        host.Clock.Advance(TimeSpan.FromMinutes(4));

        var answer = await SendAsync(host);

        Assert.Equal((0, "token-500"), (answer.Status, answer.Code));
        Assert.IsType<SendResult.TryLater>(SendVerdict.Of(answer, RateScope.App));
    }

    [Fact]
    public async Task Token_RevokedInTheMiddle_IsReplacedAndTheMessageGoesOut()
    {
        await using var host = await FrameworkHost.StartAsync();
        await SendAsync(host);
        host.Platform.Answer = call => call.Authorization == "Bearer token-1" ? (401, "", null) : (201, """{"id":"x"}""", null);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await SendAsync(host);

        Assert.Equal((201, "x"), (answer.Status, answer.Id));
        Assert.Equal(2, host.Platform.TokenCalls.Count);
    }

    [Fact]
    public async Task Token_RefusedAllTheTime_DoesNotStormTheLogin()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Platform.Answer = _ => (401, "", null);

        for (var i = 0; i < 10; i++)
            Assert.IsType<SendResult.TryLater>(SendVerdict.Of(await SendAsync(host), RateScope.App));

        Assert.Single(host.Platform.TokenCalls);
    }

    [Theory]
    [InlineData(200, "", null, "accepted")]
    [InlineData(204, "", null, "accepted")]
    [InlineData(429, "", "7", "throttled 7 429")]
    [InlineData(429, "", null, "throttled 2 429")]
    [InlineData(503, "", "3", "throttled 3 503")]
    [InlineData(503, "", null, "later  503")]
    [InlineData(412, "", "4", "later 4 412")]
    [InlineData(500, "", null, "later  500")]
    [InlineData(502, "", null, "later  502")]
    [InlineData(504, "not json", null, "later  504")]
    [InlineData(302, "", null, "refused 302")]
    [InlineData(400, """{"error":{"code":"BadSyntax","message":"机密"}}""", null, "refused 400:BadSyntax")]
    [InlineData(403, """{"error":{"code":"MessageWritesBlocked"}}""", null, "refused 403:MessageWritesBlocked")]
    [InlineData(403, """{"error":{"code":"Bot Not\nIn"}}""", null, "refused 403")]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", null, "refused 404:ConversationNotFound")]
    [InlineData(413, "", null, "refused 413")]
    public async Task Send_EachAnswer_IsJudged(int status, string body, string? retryAfter, string expected)
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Platform.Answer = _ => (status, body, retryAfter);

        await host.SayAsync("你好");

        var said = host.Bot.Sent.Single() switch
        {
            SendResult.Accepted => "accepted",
            SendResult.Throttled slow => $"throttled {slow.After.TotalSeconds} {slow.Reason}",
            SendResult.TryLater later => $"later {later.After?.TotalSeconds} {later.Reason}",
            SendResult.Refused refused => $"refused {refused.Reason}",
            _ => "?",
        };
        Assert.Equal(expected, said);
    }

    [Fact]
    public async Task Send_PlatformAway_IsTriedLater()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好");
        host.Platform.IsDown = true;

        var answer = await SendAsync(host);

        Assert.Equal(0, answer.Status);
        Assert.IsType<SendResult.TryLater>(SendVerdict.Of(answer, RateScope.App));
    }

    [Fact]
    public async Task Send_WithoutBeingSpokenTo_FindsThePersonsConversation()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好");

        var result = await host.Bot.SendAsync(new Address("botframework", "", "webchat/u-1"), News(), FrameworkHost.Tenant);

        Assert.IsType<SendResult.Accepted>(result);
        Assert.Equal("/v3/conversations/19%3Aa%2Fb%2Bc%3D%3D%40thread/activities", host.Platform.Calls.Last().Target);
    }

    [Fact]
    public async Task Send_ToATeamsPersonWhoNeverWrote_OpensAConversationOnce()
    {
        await using var host = await FrameworkHost.StartAsync(o => o.AppTenantId = "44444444-4444-4444-4444-444444444444");
        var options = new Address("teams", "", "aad-9");
        Assert.Equal(new SendResult.Refused("no-conversation"), await host.Bot.SendAsync(options, News(), FrameworkHost.Tenant));

        await using var proactive = await FrameworkHost.StartAsync(o => { o.AppTenantId = "44444444-4444-4444-4444-444444444444"; o.ServiceUrl = o.LoginUrl!.Replace("/login", "", StringComparison.Ordinal); });
        proactive.Platform.Answer = call => (201, call.Target == "/v3/conversations" ? """{"id":"a:new"}""" : """{"id":"1"}""", null);
        await proactive.Bot.SendAsync(options, News(), FrameworkHost.Tenant);
        await proactive.Bot.SendAsync(options, News(), FrameworkHost.Tenant);

        Assert.Equal(["/v3/conversations", "/v3/conversations/a%3Anew/activities", "/v3/conversations/a%3Anew/activities"], proactive.Platform.Calls.Select(c => c.Target));
        Assert.Equal("aad-9", (string?)proactive.Platform.Calls.First().Body!["members"]![0]!["id"]);
    }

    [Fact]
    public async Task Send_UnknownConversation_IsRefused()
    {
        await using var host = await FrameworkHost.StartAsync();

        var result = await host.Bot.SendAsync(new Address("botframework", "NOBODY", null), News(), FrameworkHost.Tenant);

        Assert.Equal(new SendResult.Refused("unknown-conversation"), result);
    }

    private static Task<ConnectorAnswer> SendAsync(FrameworkHost host) =>
        host.Connector.SendAsync(host.Target, "c-1", """{"type":"message"}"""u8.ToArray(), default);

    private static OutboundMessage News() => new()
    {
        Id = "news-1",
        Class = MessageClass.Assignment,
        Content = "有新任务",
        CreatedAt = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)),
    };
}
