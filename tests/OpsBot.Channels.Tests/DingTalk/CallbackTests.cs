using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class CallbackTests
{
    private const string Words = "县里晚上十点派活";

    private static JsonObject Group(DingTalkHost host, string conversation, string text)
    {
        var body = RobotTalk.Text(text, "g-" + conversation, "0423", host.Clock.Now, host.Fake.Webhook("group"));
        body["conversationType"] = "2";
        body["conversationId"] = conversation;
        return body;
    }

    [Fact]
    public async Task Post_SignedText_BecomesATurn()
    {
        await using var host = await DingTalkHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await host.SayAsync(Words, "m1"));

        var message = Assert.Single(host.Turns.Received);
        Assert.Equal(Words, message.Text);
        Assert.Equal("m1", message.MessageId);
        Assert.Equal(new ConversationKey("dingtalk", "user:0423", "0423"), message.Key);
        Assert.Equal("0423", message.ReplyAddress.AccountId);
        Assert.Null(message.Group);
    }

    [Fact]
    public async Task Post_SameMessageTwice_IsTakenOnce()
    {
        await using var host = await DingTalkHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await host.SayAsync(Words, "m1"));
        Assert.Equal(HttpStatusCode.OK, await host.SayAsync(Words, "m1"));

        Assert.Single(host.Turns.Received);
    }

    public static TheoryData<string, int> BadRequests => new()
    {
        { "unsigned", 401 }, { "wrong-secret", 401 }, { "stale", 401 }, { "future", 401 }, { "sign-of-other-time", 401 }, { "letters-as-time", 401 },
        { "not-json", 400 }, { "truncated", 400 }, { "array", 400 }, { "deep", 400 }, { "twice-named", 400 }, { "lone-surrogate", 400 }, { "lone-surrogate-name", 400 }, { "no-id", 400 }, { "no-sender", 400 },
        { "oversized", 413 }, { "old-message", 403 }, { "press-without-value", 400 }, { "unsigned-event", 401 }, { "forged-event", 401 },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Post_BadRequest_IsRefusedAndLeavesNothing(string kind, int expected)
    {
        await using var host = await DingTalkHost.StartAsync(o => (o.EventToken, o.EventAesKey) = ("123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij"));
        var now = host.Clock.Now;
        var good = RobotTalk.Text(Words, "m1", "0423", now).ToJsonString();
        var hook = new Uri(host.Url, "/hooks/dingtalk");
        string Without(string field)
        {
            var body = RobotTalk.Text(Words, "m1", "0423", now);
            body.Remove(field);
            if (field == "senderStaffId")
                body.Remove("senderId");
            return body.ToJsonString();
        }
        var request = kind switch
        {
            "unsigned" => new HttpRequestMessage(HttpMethod.Post, hook) { Content = new StringContent(good) },
            "wrong-secret" => RobotTalk.Request(hook, good, now, "another secret"),
            "stale" => RobotTalk.Request(hook, good, now.AddMinutes(-6)),
            "future" => RobotTalk.Request(hook, good, now.AddMinutes(6)),
            "sign-of-other-time" or "letters-as-time" => RobotTalk.Request(hook, good, now.AddMinutes(-1)),
            "not-json" => RobotTalk.Request(hook, Words, now),
            "truncated" => RobotTalk.Request(hook, good[..^5], now),
            "array" => RobotTalk.Request(hook, $"[{good}]", now),
            "deep" => RobotTalk.Request(hook, $$"""{"msgId":"m","x":{{new string('[', 500)}}{{new string(']', 500)}}}""", now),
            "twice-named" => RobotTalk.Request(hook, good[..^1] + ",\"msgId\":\"m2\"}", now),
            "lone-surrogate" => RobotTalk.Request(hook, good[..^1] + ",\"x\":\"\\ud800\"}", now),
            "lone-surrogate-name" => RobotTalk.Request(hook, good[..^1] + ",\"\\ud800\":1}", now),
            "no-id" => RobotTalk.Request(hook, Without("msgId"), now),
            "no-sender" => RobotTalk.Request(hook, Without("senderStaffId"), now),
            "oversized" => RobotTalk.Request(hook, good[..^1] + $",\"x\":\"{new string('x', 300 * 1024)}\"}}", now),
            "old-message" => RobotTalk.Request(hook, RobotTalk.Text(Words, "m1", "0423", now.AddDays(-2)).ToJsonString(), now),
            "press-without-value" => RobotTalk.Request(hook, """{"outTrackId":"o","userId":"0423","content":"{}"}""", now),
            "unsigned-event" => new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/hooks/dingtalk?signature=")) { Content = new StringContent("""{"encrypt":"x"}""") },
            _ => new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, $"/hooks/dingtalk?msg_signature=5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0&timestamp={now.ToUnixTimeMilliseconds()}&nonce=n")) { Content = new StringContent("""{"encrypt":"AAAA"}""") },
        };
        if (kind is "sign-of-other-time" or "letters-as-time")
        {
            request.Headers.Remove("timestamp");
            request.Headers.Add("timestamp", kind == "letters-as-time" ? "now" : now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }

        var (status, body) = await host.AnswerAsync(request);

        Assert.Equal(expected, (int)status);
        Assert.NotEmpty((string)body["errmsg"]!);
        Assert.Equal(0, host.Turns.Knocks);
        Assert.Empty(host.Fake.Calls);
        Assert.DoesNotContain(Words, host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StoreAwayOrBusy_Is503()
    {
        await using var host = await DingTalkHost.StartAsync();
        host.Turns.Instead = _ => throw new StoreUnavailableException("away");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.SayAsync(Words));
        host.Turns.Instead = _ => Task.FromResult<TurnOutcome?>(TurnOutcome.Busy);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.SayAsync(Words));
        Assert.DoesNotContain(Words, host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RegisteredGroup_IsSaidInGroupAndAnsweredPrivately()
    {
        await using var host = await DingTalkHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Group(host, "cidKnown", Words).ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Group(host, "cidOther", Words).ToJsonString()));

        var message = Assert.Single(host.Turns.Received);
        Assert.Equal("minzheng", message.Group!.UnitId);
        Assert.Equal("group:cidKnown", message.Group.Address.ConversationId);
        Assert.Equal("user:0423", message.ReplyAddress.ConversationId);
        // The group's webhook would show a private answer to all.
        await host.SendAsync("只给您看", type: MessageClass.Reply);
        Assert.Equal("/v1.0/robot/oToMessages/batchSend", Assert.Single(host.Fake.Calls).Path);
    }

    [Fact]
    public async Task Post_SenderOfAnotherOrganisation_IsNobodyOfOurs()
    {
        await using var host = await DingTalkHost.StartAsync();
        var body = RobotTalk.Text(Words, "m1", "0423", host.Clock.Now);
        body["senderCorpId"] = "other";

        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(body.ToJsonString()));

        Assert.Equal("$:LWCP_v1:$0423", Assert.Single(host.Turns.Received).Key.SenderId);
    }

    [Fact]
    public async Task Post_RichTextAndSpeech_AreRead()
    {
        await using var host = await DingTalkHost.StartAsync();
        var rich = RobotTalk.Text("", "m1", "0423", host.Clock.Now);
        rich["msgtype"] = "richText";
        rich["content"] = JsonNode.Parse("""{"richText":[{"text":"第一"},{"type":"picture","downloadCode":"d"},{"text":"第二"}]}""");
        var speech = RobotTalk.Text("", "m2", "0423", host.Clock.Now);
        speech["msgtype"] = "audio";
        speech["content"] = JsonNode.Parse("""{"downloadCode":"d","recognition":"说的话"}""");

        await host.PostAsync(rich.ToJsonString());
        await host.PostAsync(speech.ToJsonString());

        Assert.Equal(["第一第二", "说的话"], host.Turns.Received.Select(m => m.Text));
    }

    [Fact]
    public async Task Post_PictureTwice_QueuesOneAnswerThatAsksForText()
    {
        await using var host = await DingTalkHost.StartAsync();
        var picture = RobotTalk.Text("", "m1", "0423", host.Clock.Now);
        picture["msgtype"] = "picture";

        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(picture.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(picture.ToJsonString()));

        Assert.Empty(host.Turns.Received);
        var queued = await host.Store.Outbox.LeaseAsync(DingTalkHost.Tenant, host.Clock.Now, host.Clock.Now, 9, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Contains("文字", Assert.Single(queued).Message.Content.Text);
    }

    [Fact]
    public async Task Post_Press_BecomesTheActionAndChangesTheCard()
    {
        await using var host = await DingTalkHost.StartAsync();
        var press = RobotTalk.Press("M1", "0423", """{"action":"leg.accept","title":"接受","args":{"id":"1122"}}""").ToJsonString();
        var hook = new Uri(host.Url, "/hooks/dingtalk");

        var (status, body) = await host.AnswerAsync(RobotTalk.Request(hook, press, host.Clock.Now));
        await host.AnswerAsync(RobotTalk.Request(hook, press, host.Clock.Now));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("已收到：接受", (string?)body["cardData"]!["cardParamMap"]!["status"]);
        Assert.Equal("0", (string?)body["cardData"]!["cardParamMap"]!["buttonCount"]);
        var message = Assert.Single(host.Turns.Received);
        Assert.Equal("leg.accept", message.Action!.Name);
        Assert.Equal("1122", message.Action["id"]);
        Assert.Equal("user:0423", message.Key.ConversationId);
    }

    [Fact]
    public async Task Post_SignedEvent_IsAnsweredWithEncryptedSuccess()
    {
        const string key = "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij";
        await using var host = await DingTalkHost.StartAsync(o => (o.EventToken, o.EventAesKey) = ("123456", key));
        var cipher = new EventCipher("123456", key, FakeDingTalk.ClientId);
        var stamp = host.Clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var encrypted = cipher.Encrypt("""{"EventType":"check_url"}""", "0123456789abcdef"u8);
        var address = new Uri(host.Url, $"/hooks/dingtalk?msg_signature={cipher.Sign(stamp, "n", encrypted)}&timestamp={stamp}&nonce=n");

        var (status, body) = await host.AnswerAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(new JsonObject { ["encrypt"] = encrypted }.ToJsonString()) });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("success", cipher.Decrypt((string)body["encrypt"]!));
        Assert.Equal(cipher.Sign((string)body["timeStamp"]!, (string)body["nonce"]!, (string)body["encrypt"]!), (string)body["msg_signature"]!);
    }
}
