using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.Tests.DingTalk;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.GovDingTalk;

public sealed class GovChannelTests : IAsyncLifetime
{
    private const string InboundSecret = "a-secret-of-the-hook";
    private const string InboundToken = "a-token-of-the-hook";
    private const string Words = "县里晚上十点派活";
    private FakeGov _gov = null!;

    public async Task InitializeAsync() => _gov = await FakeGov.StartAsync();

    public async Task DisposeAsync() => await _gov.DisposeAsync();

    private async Task<DingTalkHost> StartAsync(Action<GovDingTalkOptions>? configure = null) =>
        await DingTalkHost.StartAsync(await FakeDingTalk.StartAsync(), services => services.AddOpsBotGovDingTalk(o =>
        {
            (o.AppKey, o.AppSecret, o.TenantId, o.Tenant, o.ApiBase) = (FakeGov.Key, FakeGov.Secret, "50920", "quanzhou", _gov.Url);
            o.InboundSecret = InboundSecret;
            configure?.Invoke(o);
        }), app => app.MapOpsBotGovDingTalk());

    private static HttpRequestMessage Post(DingTalkHost host, string body, string secret = InboundSecret) => RobotTalk.Request(new Uri(host.Url, "/hooks/govdingtalk"), body, host.Clock.Now, secret);

    private static string Text(DingTalkHost host, string text, string id = "m1") => RobotTalk.Text(text, id, "1001", host.Clock.Now).ToJsonString();

    [Fact]
    public async Task Send_AnswerAndAssignment_AreSignedByteForByte()
    {
        await using var host = await StartAsync();
        var person = ConversationNames.OfUser("govdingtalk", "1001");

        Assert.IsType<SendResult.Accepted>(await host.SendAsync("磁盘 / 90% & 更多=\"引号\"+🔑", "R1", MessageClass.Reply, "m1", person));
        Assert.IsType<SendResult.Accepted>(await host.SendAsync(new MessageContent("任务") { Choices = [new Choice("接受")] }, "M1", address: person));
        Assert.IsType<SendResult.Accepted>(await host.SendAsync("群里", "G1", address: ConversationNames.OfGroup("govdingtalk", "chat-1")));

        var calls = _gov.Calls.ToArray();
        Assert.Equal(["/robot/message/sendoto", "/message/workNotification", "/robot/message/sendgroup"], calls.Select(c => c.Path));
        Assert.Equal("磁盘 / 90% & 更多=\"引号\"+🔑", (string?)JsonNode.Parse(calls[0].Form["msgBody"])!["content"]);
        Assert.Equal("1001", calls[0].Form["accountId"]);
        Assert.Equal("M1", calls[1].Form["bizMsgId"]);
        Assert.Contains("21. 接受", (string?)JsonNode.Parse(calls[1].Form["msg"])!["text"]!["content"]);
        Assert.Equal("chat-1", calls[2].Form["chatId"]);
        Assert.Equal(3, _gov.Nonces.Distinct().Count());
    }

    [Fact]
    public async Task Send_TokenAsked_IsFetchedOnceAndReplacedWhenRefused()
    {
        await using var host = await StartAsync(o => o.TokenParameter = "access_token");
        var person = ConversationNames.OfUser("govdingtalk", "1001");
        await host.SendAsync("一", "M1", address: person);
        _gov.Instead.Enqueue((200, """{"success":true,"content":"{\"success\":false,\"responseCode\":\"240133\"}"}"""));

        Assert.IsType<SendResult.Accepted>(await host.SendAsync("二", "M2", address: person));

        Assert.Equal(["GT-1", "GT-1", "GT-2"], _gov.Calls.Select(c => c.Form["access_token"]));
    }

    [Theory]
    [InlineData(203, """{"success":true,"content":{"success":true}}""", typeof(SendResult.TryLater))]
    [InlineData(200, """{"success":true,"content":{"success":false,"responseCode":"X1"}}""", typeof(SendResult.TryLater))]
    [InlineData(200, """{"success":false,"bizErrorCode":"FlowControl.x"}""", typeof(SendResult.Throttled))]
    [InlineData(429, "{}", typeof(SendResult.Throttled))]
    [InlineData(404, "{}", typeof(SendResult.Refused))]
    [InlineData(502, "<html>", typeof(SendResult.TryLater))]
    public async Task Send_Refusal_MeansWhatTheTableSays(int status, string body, Type expected)
    {
        await using var host = await StartAsync();
        _gov.Instead.Enqueue((status, body));

        Assert.IsType(expected, await host.SendAsync("x", address: ConversationNames.OfUser("govdingtalk", "1001")));
    }

    [Fact]
    public async Task Send_WrongSecret_KeepsTheMessage()
    {
        await using var host = await StartAsync(o => o.AppSecret = "another");

        var later = Assert.IsType<SendResult.TryLater>(await host.SendAsync("x", address: ConversationNames.OfUser("govdingtalk", "1001")));
        Assert.StartsWith("signature-", later.Reason);
    }

    [Fact]
    public async Task Recall_Notification_IsRevokedByItsId()
    {
        await using var host = await StartAsync();

        Assert.True(await host.Services.GetRequiredService<GovRecall>().RecallAsync(DingTalkHost.Tenant, "M1", CancellationToken.None));

        Assert.Equal("M1", _gov.Calls.Single().Form["bizMsgId"]);
    }

    [Fact]
    public async Task Post_Signed_BecomesATurnOnceAndTypedNumbersWork()
    {
        await using var host = await StartAsync();
        await host.SendAsync(new MessageContent("任务") { Card = new Card { Title = "t", Buttons = [new CardButton("接受", BotAction.On("leg.accept", "1122"))] } }, "M1", address: ConversationNames.OfUser("govdingtalk", "1001"));

        var (status, body) = await host.AnswerAsync(Post(host, Text(host, "21")));
        await host.AnswerAsync(Post(host, Text(host, "21")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ok", (string?)body["errmsg"]);
        Assert.Equal("leg.accept", Assert.Single(host.Turns.Received).Action!.Name);
    }

    [Theory]
    [InlineData("unsigned", 401)]
    [InlineData("wrong-secret", 401)]
    [InlineData("no-token", 401)]
    [InlineData("other-address", 401)]
    [InlineData("nothing-configured", 401)]
    [InlineData("not-json", 400)]
    [InlineData("deep", 400)]
    [InlineData("oversized", 413)]
    [InlineData("old", 403)]
    public async Task Post_BadRequest_IsRefusedAndLeavesNothing(string kind, int expected)
    {
        await using var host = await StartAsync(o =>
        {
            if (kind == "no-token")
                o.InboundToken = InboundToken;
            if (kind == "other-address")
                o.InboundAddresses.Add("10.1.2.3");
            if (kind == "nothing-configured")
                o.InboundSecret = null;
        });
        var good = Text(host, Words);
        var request = kind switch
        {
            "unsigned" => new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/hooks/govdingtalk")) { Content = new StringContent(good) },
            "wrong-secret" => Post(host, good, "another"),
            "not-json" => Post(host, Words),
            "deep" => Post(host, $$"""{"x":{{new string('[', 500)}}{{new string(']', 500)}}}"""),
            "oversized" => Post(host, new string('x', 300 * 1024)),
            "old" => Post(host, RobotTalk.Text(Words, "m1", "1001", host.Clock.Now.AddDays(-2)).ToJsonString()),
            _ => Post(host, good),
        };

        Assert.Equal(expected, (int)(await host.AnswerAsync(request)).Status);
        Assert.Equal(0, host.Turns.Knocks);
        Assert.DoesNotContain(Words, host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StaticTokenAndAddress_AreEnoughWhereNothingIsSigned()
    {
        await using var host = await StartAsync(o =>
        {
            (o.InboundSecret, o.InboundToken) = (null, InboundToken);
            o.InboundAddresses.Add("127.0.0.1");
        });
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/hooks/govdingtalk")) { Content = new StringContent(Text(host, Words), Encoding.UTF8, "application/json") };
        request.Headers.Add("token", InboundToken);

        Assert.Equal(HttpStatusCode.OK, (await host.AnswerAsync(request)).Status);
        Assert.Equal(Words, Assert.Single(host.Turns.Received).Text);
    }
}
