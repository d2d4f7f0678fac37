using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.BotFramework;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.BotFramework;

public sealed class MessagesTests
{
    [Fact]
    public async Task Post_Message_IsAnsweredOnItsOwnActivity()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, body) = await host.SayAsync("你好", "in/1");

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        var message = Assert.Single(host.Bot.Received);
        Assert.Equal(("botframework", "webchat/u-1", "in/1", "你好"), (message.Key.Channel, message.Key.SenderId, message.MessageId, message.Text));
        var call = Assert.Single(host.Platform.Calls);
        Assert.Equal(("POST", "/v3/conversations/19%3Aa%2Fb%2Bc%3D%3D%40thread/activities/in%2F1"), (call.Method, call.Target));
        Assert.Equal("19%3Aa%2Fb%2Bc%3D%3D%40thread", call.ConversationHeader);
        Assert.Equal("Bearer token-1", call.Authorization);
        var reply = call.Body!;
        Assert.Equal("收到：你好", (string?)reply["text"]);
        Assert.Equal(("bot-1", "u-1", "19:a/b+c==@thread", "in/1"), ((string?)reply["from"]!["id"], (string?)reply["recipient"]!["id"], (string?)reply["conversation"]!["id"], (string?)reply["replyToId"]));
    }

    [Fact]
    public async Task Post_ConversationIds_NeverCarryThePlatformsId()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("你好");

        Assert.Matches("^[0-9A-Z]{26}$", host.Bot.Received.Single().Key.ConversationId);
    }

    [Fact]
    public async Task Post_SameActivityTwice_IsOneTurn()
    {
        await using var host = await FrameworkHost.StartAsync();

        var answers = new[] { await host.SayAsync("你好"), await host.SayAsync("你好") };

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(host.Bot.Received);
        Assert.Single(host.Platform.Calls);
    }

    [Fact]
    public async Task Post_StampedLongAgo_IsRefused()
    {
        await using var host = await FrameworkHost.StartAsync();

        var old = await host.SayAsync("旧", change: a => a["timestamp"] = host.Clock.Now.AddHours(-25).ToString("O"));

        Assert.Equal(HttpStatusCode.BadRequest, old.Status);
        Assert.Empty(host.Bot.Received);
    }

    public static TheoryData<string, string, int> BadBodies => new()
    {
        { "empty", "", 400 },
        { "no JSON", "{\"type\":", 400 },
        { "an array", "[]", 400 },
        { "no type", """{"text":"x"}""", 400 },
        { "type is no text", """{"type":5}""", 400 },
        { "no conversation", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"}}""", 400 },
        { "climbing id", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":".."}}""", 400 },
        { "climbing activity id", """{"type":"message","id":"..","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"}}""", 400 },
        { "line break in an id", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u\n"},"recipient":{"id":"b"},"conversation":{"id":"c"}}""", 400 },
        { "lone surrogate", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"text":"\ud800"}""", 400 },
        { "lone surrogate in a field nobody reads", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"text":"x","channelData":{"deep":[{"\udc00":1}]}}""", 400 },
        { "a field twice, once escaped", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"text":"x","channelData":{"a":1,"\u0061":2}}""", 400 },
        { "a field twice", """{"type":"message","type":"invoke","channelId":"webchat"}""", 400 },
        { "deep", "{\"type\":\"message\",\"value\":" + new string('[', 60) + new string(']', 60) + "}", 400 },
        { "large", "{\"type\":\"message\",\"text\":\"" + new string('x', 300_000) + "\"}", 413 },
        { "a form of too many fields", """{"type":"message","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"value":{"action":"a","x":[1]}}""", 400 },
    };

    [Fact]
    public async Task Post_EscapedNamesAndWords_AreReadAsWritten()
    {
        await using var host = await FrameworkHost.StartAsync();
        var body = """{"\u0074ype":"message","id":"in-1","channelId":"webchat","serviceUrl":"URL","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"text":"\u5e2e\u52a9 \ud83d\ude00"}""";

        var (status, _) = await host.PostAsync("Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims()), body.Replace("URL", host.Platform.Url, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("帮助 😀", host.Bot.Received.Single().Text);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Post_BadBody_IsRefusedAndStoresNothing(string name, string body, int expected)
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, answer) = await host.PostAsync("Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims()), body.Replace("URL", host.Platform.Url, StringComparison.Ordinal));

        Assert.True((int)status == expected, $"{name}: {status}");
        Assert.Equal("", answer);
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Platform.Calls);
    }

    [Fact]
    public async Task Post_RandomlyDamagedActivities_AreNeverAnError()
    {
        await using var host = await FrameworkHost.StartAsync(o => { o.PostBurst = 100_000; o.PostsPerSecond = 100_000; });
        var authorization = "Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims());
        var random = new Random(4711);
        var good = host.Activity("卡片").ToJsonString();

        for (var i = 0; i < 500; i++)
        {
            var damaged = new StringBuilder(good);
            for (var hits = random.Next(1, 4); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (char)random.Next(32, 127);
            var (status, _) = await host.PostAsync(authorization, damaged.ToString());
            Assert.True((int)status is 200 or 400 or 401 or 403 or 501, $"{status}: {damaged}");
        }
    }

    [Fact]
    public async Task Post_OtherTypes_AreAcceptedAndIgnored()
    {
        await using var host = await FrameworkHost.StartAsync();

        foreach (var type in new[] { "typing", "messageReaction", "endOfConversation", "event", "somethingNew", "installationUpdate" })
            Assert.Equal(HttpStatusCode.OK, (await host.SayAsync("", $"in-{type}", a => a["type"] = type)).Status);

        Assert.Empty(host.Bot.Received);
    }

    [Fact]
    public async Task Post_PersonArrives_IsGreetedOnce()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("", "in-1", a => Arrive(a, "bot-1"));
        Assert.Empty(host.Bot.Received);
        await host.SayAsync("", "in-2", a => Arrive(a, "u-1"));
        await host.SayAsync("", "in-3", a => Arrive(a, "u-1"));

        Assert.True(Assert.Single(host.Bot.Received).IsGreeting);
        Assert.Equal("/v3/conversations/19%3Aa%2Fb%2Bc%3D%3D%40thread/activities", host.Platform.Calls.Single().Target);

        static void Arrive(JsonObject activity, string who)
        {
            activity["type"] = "conversationUpdate";
            activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = who });
        }
    }

    [Fact]
    public async Task Post_BusyOrStoreAway_AsksToComeAgain()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Bot.Instead = () => TurnOutcome.Busy;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SayAsync("一")).Status);
        host.Bot.Instead = () => throw new StoreUnavailableException("away");

        var (status, body) = await host.SayAsync("二");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (status, body));
    }

    [Fact]
    public async Task Post_TooFast_Is429()
    {
        await using var host = await FrameworkHost.StartAsync(o => { o.PostBurst = 3; o.PostsPerSecond = 1; });

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => host.SayAsync("快", $"in-{i}")));

        Assert.Contains(answers, a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_MentionInAGroup_IsAnsweredInTheOwnConversationOnly()
    {
        await using var host = await FrameworkHost.StartAsync(o => o.Groups.Add(new BotFrameworkGroup { ConversationId = "19:group@thread", UnitId = "east" }));
        await host.SayAsync("先私聊", "in-1");
        var own = host.Bot.Received.Single().Key.ConversationId;

        await host.SayAsync("<at>助手</at> 今晚报数", "in-2", Group);

        var message = host.Bot.Received.Last();
        Assert.Equal(("今晚报数", "east"), (message.Text, message.Group!.UnitId));
        Assert.Equal(new Address("botframework", own, "webchat/u-1"), message.ReplyAddress);
        Assert.All(host.Platform.Calls, c => Assert.DoesNotContain("group", c.Target, StringComparison.Ordinal));

        static void Group(JsonObject activity)
        {
            activity["conversation"] = new JsonObject { ["id"] = "19:group@thread;messageid=1", ["isGroup"] = true };
            activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>助手</at>", ["mentioned"] = new JsonObject { ["id"] = "bot-1" } });
        }
    }

    [Fact]
    public async Task Post_SkillThatNamesAChannelsPerson_IsSomebodyElse()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("本人", "in-1", Teams);
        await host.PostAsync("Bearer " + host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.Root)), host.Activity("冒名", "in-2", Teams).ToJsonString());

        var keys = host.Bot.Received.Select(m => m.Key).ToArray();

        Assert.Equal(("teams", "aad-1"), (keys[0].Channel, keys[0].SenderId));
        Assert.Equal(("botframework", $"bot:{TestIssuer.Root}/msteams/u-1"), (keys[1].Channel, keys[1].SenderId));
        Assert.NotEqual(keys[0].ConversationId, keys[1].ConversationId);
        // Our token is made out for the bot that called.
        Assert.Equal($"{TestIssuer.Root}/.default", host.Platform.TokenCalls.Last()["scope"]);

        static void Teams(JsonObject activity)
        {
            activity["channelId"] = "msteams";
            activity["from"]!["aadObjectId"] = "aad-1";
        }
    }

    [Fact]
    public async Task Post_ExpectReplies_AnswersInTheResponseInOrder()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, body) = await host.SayAsync("两句", change: a => a["deliveryMode"] = "expectReplies");
        var again = await host.SayAsync("两句", change: a => a["deliveryMode"] = "expectReplies");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["第一句", "第二句"], JsonNode.Parse(body)!["activities"]!.AsArray().Select(a => (string?)a!["text"]));
        Assert.Equal("""{"activities":[]}""", again.Body);
        Assert.Empty(host.Platform.Calls);
    }

    [Fact]
    public async Task Post_CardAction_PressesTheButton()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, body) = await InvokeAsync(host, """{"action":{"type":"Action.Execute","verb":"case.dispatch","data":{"action":"case.dispatch","id":"1122","note":"请尽快"}}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((200, "application/vnd.microsoft.activity.message"), ((int)JsonNode.Parse(body)!["statusCode"]!, (string?)JsonNode.Parse(body)!["type"]));
        var action = host.Bot.Received.Single().Action!;
        Assert.Equal(("case.dispatch", "1122", "请尽快"), (action.Name, action["id"], action["note"]));
        Assert.Equal("按钮 case.dispatch 1122,请尽快", (string?)host.Platform.Calls.Single().Body!["text"]);
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Submit","data":{}}}""", 400, "NotSupported")]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"x":[1]},"verb":"v"}}""", 400, "BadRequest")]
    [InlineData("""{"action":{"type":"Action.Execute"}}""", 400, "BadRequest")]
    [InlineData("""{}""", 400, "BadRequest")]
    public async Task Post_BadCardAction_SaysWhy(string value, int expected, string code)
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, body) = await InvokeAsync(host, value);

        Assert.Equal((expected, code), ((int)status, (string?)JsonNode.Parse(body)!["value"]!["code"]));
        Assert.Empty(host.Bot.Received);
    }

    [Fact]
    public async Task Post_UnknownInvoke_Is501()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (status, body) = await host.SayAsync("", change: a => { a["type"] = "invoke"; a["name"] = "composeExtension/query"; });

        Assert.Equal((HttpStatusCode.NotImplemented, ""), (status, body));
    }

    [Fact]
    public async Task Post_SubmittedForm_PressesTheButton()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("", change: a => { a.Remove("text"); a["value"] = new JsonObject { ["action"] = "case.verify", ["id"] = "7", ["days"] = 3 }; });

        var action = host.Bot.Received.Single().Action!;
        Assert.Equal(("case.verify", "7", "3"), (action.Name, action["id"], action["days"]));
    }

    private static Task<(HttpStatusCode Status, string Body)> InvokeAsync(FrameworkHost host, string value) => host.SayAsync("", change: a =>
    {
        a["type"] = "invoke";
        a["name"] = "adaptiveCard/action";
        a.Remove("text");
        a["value"] = JsonNode.Parse(value);
    });
}
