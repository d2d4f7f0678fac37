using System.Net;
using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>Every kind of activity beside messages: handled or ignored, always with the status that ends it.</summary>
public sealed class ActivityKindTests
{
    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("event")]
    [InlineData("endOfConversation")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("contactRelationUpdate")]
    [InlineData("handoff")]
    [InlineData("somethingNew")]
    public async Task Post_KindThatSaysNothing_Is200AndChangesNothing(string type)
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好", "in-1");
        var reply = host.Bot.Received.Single().ReplyAddress;

        var (status, body) = await host.SayAsync("不当作消息", "in-2", a =>
        {
            a["type"] = type;
            a["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
            a["name"] = "application/vnd.microsoft.meetingStart";
        });

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        Assert.Single(host.Bot.Received);
        Assert.IsType<SendResult.Accepted>(await SendAsync(host, reply));
    }

    [Fact]
    public async Task Post_BotAddedToAGroup_IsRememberedAndNobodyIsGreeted()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, _) = await host.SayAsync("", "in-1", a => Members(Group(a), "membersAdded", "bot-1", "u-2"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Platform.Calls);
    }

    [Theory]
    [InlineData("membersRemoved")]
    [InlineData("remove")]
    public async Task Post_BotRemoved_TheWayBackIsForgottenUntilItIsThereAgain(string how)
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好", "in-1");
        var reply = host.Bot.Received.Single().ReplyAddress;

        var (status, _) = await host.SayAsync("", "in-2", a => _ = how == "remove" ? Installation(a, how) : Members(a, how, "bot-1"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("unknown-conversation", Assert.IsType<SendResult.Refused>(await SendAsync(host, reply)).Reason);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync("", "in-3", a => _ = Installation(a, "add"))).Status);
        Assert.IsType<SendResult.Accepted>(await SendAsync(host, reply));
    }

    [Theory]
    [InlineData("membersRemoved", "u-2")]
    [InlineData("remove-upgrade", "")]
    public async Task Post_OthersLeftOrAnUpgrade_ForgetsNothing(string how, string who)
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好", "in-1");
        var reply = host.Bot.Received.Single().ReplyAddress;

        await host.SayAsync("", "in-2", a => _ = who.Length == 0 ? Installation(a, how) : Members(a, how, who));

        Assert.IsType<SendResult.Accepted>(await SendAsync(host, reply));
    }

    [Fact]
    public async Task Post_EndFromACallingBot_EndsItsConversationForGood()
    {
        await using var host = await FrameworkHost.StartAsync();
        var authorization = "Bearer " + host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.Root));
        await host.PostAsync(authorization, host.Activity("你好").ToJsonString());
        var reply = host.Bot.Received.Single().ReplyAddress;

        var (status, _) = await host.PostAsync(authorization, host.Activity("", "in-2", a => a["type"] = "endOfConversation").ToJsonString());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.IsType<SendResult.Refused>(await SendAsync(host, reply));
    }

    [Fact]
    public async Task Post_FileAlone_ReachesTheBotAsOne()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("", "in-1", a => a["attachments"] = Attachment("image/png", "https://smba.trafficmanager.net/x"));
        await host.SayAsync("你好", "in-2", a => a["attachments"] = Attachment("text/html", null));
        await host.SayAsync("", "in-3", a => a["attachments"] = Attachment("text/html", null));
        await host.SayAsync("", "in-4", a => Group(a)["attachments"] = Attachment("image/png", "https://smba.trafficmanager.net/x"));

        Assert.Equal([("in-1", true), ("in-2", false)], host.Bot.Received.Select(m => (m.MessageId, m.HasFiles)));
    }

    [Theory]
    [InlineData("""{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the conversation roster."}}""", 403, "403:BotNotInConversationRoster")]
    [InlineData("""{"error":{"code":"ConversationNotFound","message":"Conversation not found."}}""", 404, "404:ConversationNotFound")]
    [InlineData("""{"error":{"code":"MessageWritesBlocked","message":"机密"}}""", 403, "403:MessageWritesBlocked")]
    public async Task Send_TeamsRosterErrors_AreFinalAndSayWhich(string body, int status, string reason)
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好", "in-1", a => a["channelId"] = "msteams");
        var reply = host.Bot.Received.Single().ReplyAddress;
        host.Platform.Answer = _ => (status, body, null);

        var result = await SendAsync(host, reply);

        Assert.Equal(reason, Assert.IsType<SendResult.Refused>(result).Reason);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("机密", StringComparison.Ordinal));
    }

    private static JsonObject Installation(JsonObject activity, string action)
    {
        activity["type"] = "installationUpdate";
        activity["action"] = action;
        return activity;
    }

    private static JsonObject Members(JsonObject activity, string field, params string[] ids)
    {
        activity["type"] = "conversationUpdate";
        activity[field] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id })]);
        return activity;
    }

    private static JsonObject Group(JsonObject activity)
    {
        activity["conversation"] = new JsonObject { ["id"] = "19:group@thread", ["isGroup"] = true };
        return activity;
    }

    private static JsonArray Attachment(string type, string? address)
    {
        var attachment = new JsonObject { ["contentType"] = type, ["content"] = "<p>" };
        if (address is not null)
            attachment["contentUrl"] = address;
        return new JsonArray(attachment);
    }

    private static Task<SendResult> SendAsync(FrameworkHost host, Address address) => host.Bot.SendAsync(
        address,
        new OutboundMessage { Id = "OUT-1", Class = MessageClass.Circular, Content = "通知", CreatedAt = host.Clock.Now },
        FrameworkHost.Tenant);
}
