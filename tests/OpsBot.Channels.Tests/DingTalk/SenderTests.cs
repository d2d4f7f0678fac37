using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class SenderTests
{
    private static readonly Card Accept = new()
    {
        Title = "派发任务",
        Body = "第一行\n[点这里](http://example.invalid)",
        Facts = [new CardFact("单位", "民政局")],
        Buttons = [new CardButton("接受", BotAction.On("leg.accept", "1122")), new CardButton("退回", BotAction.On("leg.return", "1122"))],
    };

    [Fact]
    public async Task Reply_WebhookGood_IsPostedThereWithoutToken()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SayAsync("你好", "m1", host.Fake.Webhook("s1"));

        Assert.IsType<SendResult.Accepted>(await host.SendAsync("您好", type: MessageClass.Reply, replyTo: "m1"));

        var call = Assert.Single(host.Fake.Calls);
        Assert.Equal("/robot/sendBySession", call.Path);
        Assert.Equal("您好", call.Text);
        Assert.Equal(0, host.Fake.Tokens);
    }

    [Fact]
    public async Task Reply_WebhookExpiredOrRefused_GoesThroughTheOpenApi()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SayAsync("你好", "m1", host.Fake.Webhook("s1"));
        host.Clock.Now += TimeSpan.FromMinutes(91);
        await host.SendAsync("一", "M1");
        await host.SayAsync("你好", "m2", host.Fake.Webhook("s2"));
        host.Fake.Instead.Enqueue((200, """{"errcode":300001,"errmsg":"session expired"}"""));
        await host.SendAsync("二", "M2");

        Assert.Equal(["/v1.0/robot/oToMessages/batchSend", "/robot/sendBySession", "/v1.0/robot/oToMessages/batchSend"], host.Fake.Calls.Select(c => c.Path));
    }

    [Theory]
    [InlineData("http://169.254.169.254/robot/sendBySession?session=x")]
    [InlineData("https://oapi.dingtalk.com.evil.example/robot/sendBySession?session=x")]
    [InlineData("http://oapi.dingtalk.com/robot/sendBySession?session=x")]
    [InlineData("https://user@oapi.dingtalk.com/robot/sendBySession?session=x")]
    [InlineData("https://oapi.dingtalk.com:8443/robot/sendBySession?session=x")]
    public async Task Reply_WebhookOfAnotherHost_IsNeverUsed(string webhook)
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SayAsync("你好", "m1", new Uri(webhook));

        Assert.Null(host.Services.GetRequiredService<SessionWebhooks>().Find("0423"));
    }

    [Fact]
    public async Task Send_ManyAtOnce_FetchOneToken()
    {
        await using var host = await DingTalkHost.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => host.SendAsync("x", $"M{i}")));

        Assert.Equal(1, host.Fake.Tokens);
        Assert.Equal(30, host.Fake.Calls.Count);
    }

    [Fact]
    public async Task Send_TokenRevoked_IsReplacedOnceAndNothingIsLost()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("一", "M1");
        host.Fake.IsTokenGood = token => token == "AT-2";

        Assert.IsType<SendResult.Accepted>(await host.SendAsync("二", "M2"));
        host.Fake.IsTokenGood = _ => false;
        Assert.IsType<SendResult.TryLater>(await host.SendAsync("三", "M3"));
    }

    [Theory]
    [InlineData(400, """{"code":"invalidParameter.msgParam.invalid","message":"m"}""", "refused")]
    [InlineData(400, """{"code":"bot.stopped","message":"m"}""", "refused")]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"m"}""", "refused")]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.QpsLimitForApi","message":"m"}""", "throttled")]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.ApiCountLimitForOrg","message":"m"}""", "throttled")]
    [InlineData(403, """{"code":"send.too.fast","message":"m"}""", "throttled")]
    [InlineData(429, """{"code":"Throttling","message":"m"}""", "throttled")]
    [InlineData(200, """{"errcode":90018,"errmsg":"m"}""", "throttled")]
    [InlineData(200, "<html>blocked</html>", "throttled")]
    [InlineData(500, """{"code":"ServiceUnavailable","message":"m"}""", "later")]
    [InlineData(504, "<html></html>", "later")]
    [InlineData(200, """{"processQueryKey":"p","invalidStaffIdList":["0423"],"flowControlledStaffIdList":[]}""", "refused")]
    [InlineData(200, """{"processQueryKey":"p","invalidStaffIdList":[],"flowControlledStaffIdList":["0423"]}""", "throttled")]
    public async Task Send_VendorCode_MeansWhatTheTableSays(int status, string body, string expected)
    {
        await using var host = await DingTalkHost.StartAsync();
        host.Fake.Instead.Enqueue((status, body));

        var result = await host.SendAsync("x");

        Assert.Equal(expected, result switch
        {
            SendResult.Refused => "refused",
            SendResult.Throttled => "throttled",
            SendResult.TryLater => "later",
            _ => "accepted",
        });
        if (body.Contains("flowControlledStaffIdList\":[\"", StringComparison.Ordinal))
            Assert.Equal(RateScope.Member, Assert.IsType<SendResult.Throttled>(result).Scope);
    }

    [Fact]
    public async Task Card_Configured_CarriesButtonsAsTextAndAnIdThatStays()
    {
        await using var host = await DingTalkHost.StartAsync(o => o.CardTemplateId = "tpl");

        Assert.IsType<SendResult.Accepted>(await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1"));

        var call = Assert.Single(host.Fake.Calls);
        Assert.Equal("C1", (string?)call.Body["outTrackId"]);
        var shown = call.Body["cardData"]!["cardParamMap"]!.AsObject();
        Assert.All(shown, v => Assert.Equal(System.Text.Json.JsonValueKind.String, v.Value!.GetValueKind()));
        Assert.Equal("接受", (string?)shown["button1"]);
        var action = JsonNode.Parse((string)shown["action1"]!)!;
        Assert.Equal("leg.accept", (string?)action["action"]);
        Assert.DoesNotContain("](", (string)shown["text"]!);
    }

    [Fact]
    public async Task Card_TemplateRefused_DegradesToMarkdownWithNumbers()
    {
        await using var host = await DingTalkHost.StartAsync(o => o.CardTemplateId = "tpl");
        host.Fake.Instead.Enqueue((400, """{"code":"param.error","message":"m"}"""));

        Assert.IsType<SendResult.Accepted>(await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1"));

        Assert.Contains("21. 接受", host.Fake.Calls[^1].Text);
    }

    [Theory]
    [InlineData("21")]
    [InlineData("２１")]
    [InlineData("接受")]
    [InlineData(" 接受。")]
    public async Task Button_TypedNumberOrWord_IsThePress(string typed)
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1");

        await host.SayAsync(typed);

        var action = Assert.Single(host.Turns.Received).Action!;
        Assert.Equal("leg.accept", action.Name);
        Assert.Equal("1122", action["id"]);
    }

    [Fact]
    public async Task Button_AssignmentArrivesInTheMiddle_OneStillMeansTheAnswer()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync(new MessageContent("请核对") { Choices = [new Choice("提交"), new Choice("取消")] }, "R1", MessageClass.Reply, "m0");
        await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1");
        await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C2");

        await host.SayAsync("1");
        await host.SayAsync("24");
        await host.SayAsync("接受");
        await host.SendAsync("好的", "R2", MessageClass.Reply, "m1");
        await host.SayAsync("1");

        var received = host.Turns.Received.ToArray();
        Assert.Equal("提交", received[0].Text);
        Assert.Equal("leg.return", received[1].Action!.Name);
        // Two tasks say "accept": the words alone press neither, and the dialog asks which one.
        Assert.Null(received[2].Action);
        // The answer with choices was followed by another answer: its numbers are gone.
        Assert.Equal("1", received[3].Text);
    }

    [Fact]
    public async Task Choices_TextWithItsOwnNumbers_AreNotNumberedAgain()
    {
        await using var host = await DingTalkHost.StartAsync();

        await host.SendAsync(new MessageContent("哪一类？\n1. 会议\n2. 报表") { Choices = [new Choice("报表"), new Choice("会议")] }, "R1", MessageClass.Reply, "m0");
        await host.SayAsync("1");

        Assert.Contains("可以回复：报表、会议", host.Fake.Calls[^1].Text);
        Assert.Equal("1", Assert.Single(host.Turns.Received).Text);
    }

    [Fact]
    public async Task Send_SameMessageAgain_KeepsItsNumbers()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1");
        await host.SendAsync(new MessageContent("任务") { Card = Accept }, "C1");

        Assert.Equal(host.Fake.Calls[0].Text, host.Fake.Calls[1].Text);
    }

    [Fact]
    public async Task Send_LongText_StaysWithinTheLimitAndKeepsTheChoices()
    {
        await using var host = await DingTalkHost.StartAsync();
        var text = string.Concat(Enumerable.Repeat("减负🔑", 4000));

        await host.SendAsync(new MessageContent(text) { Choices = [new Choice("继续")] });

        var call = Assert.Single(host.Fake.Calls);
        Assert.True(Encoding.UTF8.GetByteCount((string)call.Body["msgParam"]!) < 15_000);
        Assert.Contains("21. 继续", call.Text);
        Assert.DoesNotContain('\ufffd', call.Text);
    }

    [Fact]
    public async Task Send_OutsiderWithoutWebhook_IsRefused()
    {
        await using var host = await DingTalkHost.StartAsync();

        var result = await host.SendAsync("x", address: ConversationNames.OfUser("dingtalk", "$:LWCP_v1:$a"));

        Assert.IsType<SendResult.Refused>(result);
        Assert.Empty(host.Fake.Calls);
    }

    [Fact]
    public async Task Send_Anything_LogsNoContentAndNoToken()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SayAsync("秘密问题", "m1", host.Fake.Webhook("secret-session"));
        await host.SendAsync("秘密回答", "M1", MessageClass.Reply, "m1");
        host.Clock.Now += TimeSpan.FromHours(2);
        await host.SendAsync("秘密任务", "M2");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.AnswerAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/hooks/dingtalk")))).Status);

        foreach (var words in new[] { "秘密", "secret-session", "AT-1" })
            Assert.DoesNotContain(words, host.Logs.All, StringComparison.Ordinal);
        // A port of this machine may end like the account.
        Assert.DoesNotMatch("(?<![0-9])0423(?![0-9])", host.Logs.All);
    }
}
