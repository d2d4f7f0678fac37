using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class ApiTests
{
    private static readonly SendResult Accepted = new SendResult.Accepted("accepted-delivery-unknown");
    private static readonly Address Zhang = new("wecom", "zhang", "zhang");

    [Fact]
    public async Task Send_Text_ReachesThePersonAndSaysThatArrivalIsUnknown()
    {
        await using var host = await WeComHost.StartAsync();

        Assert.Equal(Accepted, await SendAsync(host, "你好"));

        var shown = Assert.Single(host.Api.Shown);
        Assert.Equal(("zhang", "text", "你好", WeComHost.AgentId), ((string)shown["touser"]!, (string)shown["msgtype"]!, (string)shown["text"]!["content"]!, (long)shown["agentid"]!));
        Assert.Null(shown["enable_duplicate_check"]);
        Assert.Empty(host.Api.Complaints);
    }

    [Fact]
    public async Task Send_UnaskedMessageTwice_IsShownOnce()
    {
        await using var host = await WeComHost.StartAsync();

        for (var i = 0; i < 2; i++)
            Assert.Equal(Accepted, await SendAsync(host, "请在周五前反馈", id: "M1", @class: MessageClass.Reminder));

        var shown = Assert.Single(host.Api.Shown);
        Assert.Equal((1, 1800), ((int)shown["enable_duplicate_check"]!, (int)shown["duplicate_check_interval"]!));
        // Two answers with the same words are two answers.
        await SendAsync(host, "好的", id: "R1");
        await SendAsync(host, "好的", id: "R2");
        Assert.Equal(3, host.Api.Shown.Count);
    }

    [Fact]
    public async Task Send_ManyAtOnce_FetchOneToken()
    {
        await using var host = await WeComHost.StartAsync();
        host.Api.HoldToken = new TaskCompletionSource();

        var sends = Enumerable.Range(0, 40).Select(i => SendAsync(host, $"话{i}", to: $"p{i}", id: $"M{i}")).ToArray();
        host.Api.HoldToken.SetResult();

        Assert.All(await Task.WhenAll(sends), result => Assert.Equal(Accepted, result));
        Assert.Equal(1, host.Api.TokenCalls);
    }

    [Fact]
    public async Task Send_ShortBeforeTheTokensEnd_RefreshesEarlyAndOnce()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "一", id: "M1");

        host.Clock.Advance(TimeSpan.FromMinutes(114));
        await SendAsync(host, "二", id: "M2");
        Assert.Equal(1, host.Api.TokenCalls);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(host, $"话{i}", to: $"p{i}", id: $"N{i}")));

        Assert.Equal(2, host.Api.TokenCalls);
        Assert.Equal(22, host.Api.Shown.Count);
    }

    [Fact]
    public async Task Send_RefreshFailsWhileTheOldTokenIsGood_GoesOnWithTheOld()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "一", id: "M1");
        host.Clock.Advance(TimeSpan.FromMinutes(116));
        host.Api.Force("gettoken", -1);

        Assert.Equal(Accepted, await SendAsync(host, "二", id: "M2"));
    }

    [Fact]
    public async Task Send_TokenRevokedInTheMiddle_FetchesAnotherAndGoesOn()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "一", id: "M1");
        host.Api.Revoke();

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(host, $"话{i}", to: $"p{i}", id: $"N{i}"))), r => Assert.Equal(Accepted, r));

        Assert.Equal(21, host.Api.Shown.Count);
        Assert.Equal(2, host.Api.TokenCalls);
    }

    [Theory]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task Send_TokenRefusedTwice_WaitsInsteadOfAskingForever(int code)
    {
        await using var host = await WeComHost.StartAsync();
        host.Api.Force("message/send", code, code, code);

        Assert.Equal(new SendResult.TryLater($"wecom-{code}", TimeSpan.FromMinutes(1)), await SendAsync(host, "你好"));
        Assert.Equal(2, host.Api.TokenCalls);
    }

    [Theory]
    [InlineData(-1, "later")]
    [InlineData(45009, "slow 60")]
    [InlineData(45033, "slow 2")]
    [InlineData(40001, "later 60")]
    [InlineData(60020, "later 60")]
    [InlineData(301002, "later 60")]
    [InlineData(40058, "refused")]
    [InlineData(44004, "refused")]
    [InlineData(45002, "refused")]
    [InlineData(60011, "refused")]
    [InlineData(81013, "refused")]
    [InlineData(82001, "refused")]
    [InlineData(99999, "later")]
    public async Task Send_ErrorCode_DecidesWhatBecomesOfTheMessage(int code, string verdict)
    {
        await using var host = await WeComHost.StartAsync();
        host.Api.Force("message/send", code);
        SendResult expected = verdict switch
        {
            "refused" => new SendResult.Refused($"wecom-{code}"),
            "slow 60" => new SendResult.Throttled($"wecom-{code}", TimeSpan.FromSeconds(60), RateScope.App),
            "slow 2" => new SendResult.Throttled($"wecom-{code}", TimeSpan.FromSeconds(2), RateScope.App),
            "later 60" => new SendResult.TryLater($"wecom-{code}", TimeSpan.FromMinutes(1)),
            _ => new SendResult.TryLater($"wecom-{code}"),
        };

        Assert.Equal(expected, await SendAsync(host, "你好"));
        Assert.Empty(host.Api.Shown);
    }

    [Fact]
    public async Task Send_ToSomebodyOutOfSight_IsRefusedThoughTheCodeIsZero()
    {
        await using var host = await WeComHost.StartAsync();
        host.Api.InvalidUsers.Add("zhang");

        Assert.Equal(new SendResult.Refused("wecom-invalid-user"), await SendAsync(host, "你好"));
    }

    [Theory]
    [InlineData("@all")]
    [InlineData("zhang|li")]
    public async Task Send_ToAnAccountThatMeansMany_IsRefusedUnsent(string account)
    {
        await using var host = await WeComHost.StartAsync();

        Assert.Equal(new SendResult.Refused("wecom-bad-account"), await SendAsync(host, "你好", to: account));
        Assert.Equal(0, host.Api.TokenCalls);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(500, false)]
    [InlineData(302, false)]
    public async Task Send_HttpFault_WaitsAndFollowsNoRedirect(int status, bool slows)
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "先取得令牌", id: "M0");
        host.Api.ForcedStatus.Enqueue(status);

        var result = await SendAsync(host, "你好");

        Assert.Equal(slows ? new SendResult.Throttled("wecom-429", TimeSpan.FromSeconds(60)) : new SendResult.TryLater($"wecom-http-{status}"), result);
    }

    [Fact]
    public async Task Send_NobodyListens_WaitsAndTellsNoSecret()
    {
        await using var host = await WeComHost.StartAsync(null, ("ApiBase", "http://127.0.0.1:9"));

        Assert.Equal(new SendResult.TryLater("wecom-unreachable"), await SendAsync(host, "你好"));
        Assert.DoesNotContain(WeComHost.Secret, host.Log);
    }

    [Fact]
    public async Task Send_WrongSecret_AsksOnceForManyAndWaits()
    {
        await using var host = await WeComHost.StartAsync(null, ("Secret", "another"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(host, "你好", to: $"p{i}", id: $"M{i}")));

        Assert.All(results, r => Assert.Equal(new SendResult.TryLater("wecom-40001", TimeSpan.FromMinutes(1)), r));
        Assert.Equal(1, host.Api.TokenCalls);
    }

    [Fact]
    public async Task Send_OtherDeploymentsPathsAndHeaders_AreUsed()
    {
        await using var host = await WeComHost.StartAsync(null, ("ApiPrefix", "/gateway/yzy/"), ("TokenPath", "auth/token"), ("SendPath", "/msg/v2/send"), ("Headers:x-app", "opsbot"));

        await SendAsync(host, "你好");

        // The fake knows no such path; what counts is where and how it was asked.
        Assert.Equal(["unknown path /gateway/yzy/auth/token opsbot"], host.Api.Complaints);
    }

    [Fact]
    public async Task Send_ToAGroup_UsesTheGroupsMethodWithWordsAlone()
    {
        await using var host = await WeComHost.StartAsync();
        var message = RecordingBot.Reply("M1", new MessageContent("本周会议取消") { Choices = [new Choice("好")] }, null, MessageClass.Circular);

        Assert.Equal(Accepted, await host.Sender.SendAsync(WeComHost.Tenant, new Address("wecom", "chat-1"), message, default));
        Assert.Equal(new SendResult.Refused("wecom-86001"), await host.Sender.SendAsync(WeComHost.Tenant, new Address("wecom", "unknown"), message, default));

        Assert.Equal(("chat-1", "本周会议取消"), ((string)Assert.Single(host.Api.Groups)["chatid"]!, (string)host.Api.Groups[0]["text"]!["content"]!));
    }

    [Fact]
    public async Task Send_LongTextThatFailsHalfway_GoesOnWhereItStopped()
    {
        await using var host = await WeComHost.StartAsync();
        var text = string.Concat(Enumerable.Range(1, 400).Select(i => $"第{i}条规定，请照此办理。"));
        await SendAsync(host, "先取得令牌", id: "M0");
        var before = host.Api.Shown.Count;
        host.Api.FailAfter = 2;
        Assert.Equal(new SendResult.TryLater("wecom--1"), await SendAsync(host, text, id: "LONG"));
        Assert.Equal(Accepted, await SendAsync(host, text, id: "LONG"));

        var parts = host.Api.Shown.Skip(before).Select(m => (string)m["text"]!["content"]!).ToArray();
        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, p => Assert.InRange(Encoding.UTF8.GetByteCount(p), 1, 2048));
    }

    [Fact]
    public async Task Send_MoreThanAMemberMayGet_IsDroppedSilentlyAndNotCalledDelivered()
    {
        await using var host = await WeComHost.StartAsync();

        for (var i = 0; i < 31; i++)
            Assert.Equal(Accepted, await SendAsync(host, $"话{i}", id: $"M{i}"));

        Assert.Equal((30, 1), (host.Api.Shown.Count, host.Api.Dropped));
    }

    [Theory]
    [InlineData(40014, true)]
    [InlineData(42001, true)]
    [InlineData(45009, false)]
    public void IsTokenFault_Code_IsKnown(int code, bool fault) => Assert.Equal(fault, ErrorCodes.IsTokenFault(code));

    private static Task<SendResult> SendAsync(WeComHost host, string text, string to = "zhang", string id = "M", MessageClass @class = MessageClass.Reply) =>
        host.Services.GetServices<IChannelSender>().Single().SendAsync(
            WeComHost.Tenant, to == "zhang" ? Zhang : new Address("wecom", to, to), RecordingBot.Reply(id, text, null, @class), CancellationToken.None);
}
