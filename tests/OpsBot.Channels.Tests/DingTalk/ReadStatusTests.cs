using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.Capabilities;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class ReadStatusTests
{
    private const string PersonPath = "/v1.0/robot/oToMessages/readStatus";
    private const string GroupPath = "/v1.0/robot/groupMessages/query";
    private static readonly Address Group = ConversationNames.OfGroup("dingtalk", "cidKnown");

    [Fact]
    public async Task Ask_PrivateMessages_TellsWhichWereRead()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("防汛通知", "M1", MessageClass.Circular);
        await host.SendAsync("防汛通知", "M2", MessageClass.Circular, address: ConversationNames.OfUser("dingtalk", "0424"));

        Assert.Equal(new ReadAnswer.Told(1), await AskAsync(host, "M1"));
        Assert.Equal(new ReadAnswer.Told(0), await AskAsync(host, "M2"));
        var asked = host.Fake.Calls.Where(c => c.Path == PersonPath).ToArray();
        Assert.Equal(2, asked.Select(c => c.Query).Distinct().Count());
        Assert.All(asked, c => Assert.Equal("GET", c.Method));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(450, 3)]
    public async Task Ask_GroupMessage_CountsAllPages(int readers, int pages)
    {
        await using var host = await DingTalkHost.StartAsync();
        (host.Fake.GroupReaders, host.Fake.GroupPage) = ([.. Enumerable.Range(0, readers).Select(i => $"u{i}")], 1000);
        await host.SendAsync("群里", "G1", MessageClass.Circular, address: Group);

        Assert.Equal(new ReadAnswer.Told(readers), await AskAsync(host, "G1"));

        var asked = host.Fake.Calls.Where(c => c.Path == GroupPath).ToArray();
        Assert.Equal(pages, asked.Length);
        Assert.All(asked, c => Assert.Equal(200, (int)c.Body["maxResults"]!));
    }

    [Fact]
    public async Task Ask_PagesWithoutEnd_StopsAndDoesNotTell()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("群里", "G1", MessageClass.Circular, address: Group);
        host.Fake.Answering = c => c.Path == GroupPath ? (200, """{"sendStatus":"SUCCESS","readUserIds":["a"],"hasMore":true,"nextToken":"again"}""") : null;

        Assert.Equal(new ReadAnswer.Refused(ReadRefusal.Other), await AskAsync(host, "G1"));

        Assert.Equal(25, host.Fake.Calls.Count(c => c.Path == GroupPath));
    }

    [Fact]
    public async Task Ask_NotSentHereOrWithoutKey_AsksNothing()
    {
        await using var host = await DingTalkHost.StartAsync(o => o.CardTemplateId = "tpl.schema");
        await host.SendAsync("好的", "R1", MessageClass.Reply);
        var card = new Card { Title = "通知", Body = "x", Buttons = [new CardButton("看", BotAction.On("a.b", "1"))] };
        await host.SendAsync(new MessageContent("卡片") { Card = card }, "C1", MessageClass.Circular);
        // Who has just spoken is answered through the session's webhook, of which the platform tells nothing.
        await host.SayAsync("你好", webhook: host.Fake.Webhook("s1"));
        await host.SendAsync("防汛通知", "W1", MessageClass.Circular);

        foreach (var id in new[] { "never", "R1", "C1", "W1" })
            Assert.Equal(new ReadAnswer.Untold(), await AskAsync(host, id));

        Assert.Contains(host.Fake.Calls, c => c.Path == "/robot/sendBySession");
        Assert.DoesNotContain(host.Fake.Calls, c => c.Path is PersonPath or GroupPath);
    }

    [Theory]
    [InlineData(400, """{"code":"processQueryKey.expireTime","message":"m"}""", ReadRefusal.TooOld)]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"m"}""", ReadRefusal.NotPermitted)]
    [InlineData(400, """{"code":"bot.stopped","message":"m"}""", ReadRefusal.NotPermitted)]
    [InlineData(400, """{"code":"invalidParameter.robotCode.auth","message":"m"}""", ReadRefusal.NotPermitted)]
    [InlineData(400, """{"code":"processQueryKey.notExist","message":"m"}""", ReadRefusal.Other)]
    [InlineData(200, """{"sendStatus":"SUCCESS"}""", ReadRefusal.Other)]
    [InlineData(200, """{"sendStatus":"SUCCESS","messageReadInfoList":[]}""", ReadRefusal.Other)]
    public async Task Ask_RefusedForGood_SaysWhat(int status, string body, ReadRefusal why)
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("防汛通知", "M1", MessageClass.Circular);
        host.Fake.Answering = c => c.Path == PersonPath ? (status, body) : null;

        Assert.Equal(new ReadAnswer.Refused(why), await AskAsync(host, "M1"));

        Assert.Single(host.Fake.Calls, c => c.Path == PersonPath);
    }

    [Theory]
    [InlineData(429, """{"code":"Throttling.Api","message":"m"}""", 2)]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.QpsLimitForApi","message":"m"}""", 2)]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.ApiCountLimitForOrg","message":"m"}""", 3600)]
    [InlineData(200, "<html>blocked</html>", 300)]
    [InlineData(504, """{"code":"gateway.timeout","message":"m"}""", null)]
    public async Task Ask_SlowDownOrFault_IsForLater(int status, string body, int? seconds)
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("防汛通知", "M1", MessageClass.Circular);
        host.Fake.Answering = c => c.Path == PersonPath ? (status, body) : null;

        Assert.Equal(new ReadAnswer.Later(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null), await AskAsync(host, "M1"));
    }

    [Fact]
    public async Task Ask_TokenRevoked_FetchesAnother()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("防汛通知", "M1", MessageClass.Circular);
        host.Fake.IsTokenGood = token => token != "AT-1";

        Assert.Equal(new ReadAnswer.Told(1), await AskAsync(host, "M1"));

        Assert.Equal(2, host.Fake.Tokens);
    }

    [Fact]
    public async Task Ask_Logs_NameNobody()
    {
        await using var host = await DingTalkHost.StartAsync();
        await host.SendAsync("防汛通知", "M1", MessageClass.Circular);

        await AskAsync(host, "M1");

        // A port of this machine may end like the account.
        Assert.DoesNotMatch("(?<![0-9])0423(?![0-9])", host.Logs.All);
        Assert.DoesNotContain("pqk-", host.Logs.All);
    }

    [Fact]
    public async Task Table_ReadState_IsWhereAPlatformIsAsked()
    {
        await using var host = await DingTalkHost.StartAsync();
        var built = typeof(CapabilityTable).Assembly.GetTypes().Where(t => t.IsClass && typeof(IReadStatus).IsAssignableFrom(t));

        Assert.Equal(typeof(ReadStatus), Assert.Single(built));
        Assert.Equal(CapabilityTable.All.Where(row => row.ReadState).Select(row => row.Channel), host.Services.GetServices<IReadStatus>().Select(r => r.Channel));
    }

    private static Task<ReadAnswer> AskAsync(DingTalkHost host, string id) =>
        host.Services.GetRequiredService<IReadStatus>().AskAsync(DingTalkHost.Tenant, id, CancellationToken.None);
}
