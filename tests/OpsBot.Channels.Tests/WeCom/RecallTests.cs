using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class RecallTests
{
    private static readonly Address Zhang = new("wecom", "zhang", "zhang");

    [Fact]
    public async Task Recall_Circular_IsGoneFromTheChat()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "M1", "防汛通知");
        await SendAsync(host, "M2", "另一份");

        Assert.True(await RecallAsync(host, "M1"));

        Assert.Equal("另一份", (string?)Assert.Single(host.Api.Shown)["text"]!["content"]);
        Assert.Equal(["防汛通知"], host.Api.Recalled);
        Assert.Empty(host.Api.Complaints);
    }

    [Fact]
    public async Task Recall_LongMessageSentInTwoTries_TakesEveryPartBack()
    {
        await using var host = await WeComHost.StartAsync(settings: ("Markdown", "false"));
        var words = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i}{new string('长', 60)}"));
        host.Api.FailAfter = 1;
        Assert.IsType<SendResult.TryLater>(await TryAsync(host, "M1", words));
        await SendAsync(host, "M1", words);
        Assert.InRange(host.Api.Shown.Count, 3, 20);
        var parts = host.Api.Shown.Count;

        Assert.True(await RecallAsync(host, "M1"));

        Assert.Empty(host.Api.Shown);
        Assert.Equal(parts, host.Api.Recalled.Count);
    }

    [Fact]
    public async Task Recall_LaterThanThePlatformTakes_AsksNothingAndSaysNo()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "M1", "防汛通知");
        await SendAsync(host, "M2", "另一份");
        host.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True(await RecallAsync(host, "M2"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await RecallAsync(host, "M1"));

        Assert.Single(host.Api.Shown);
        Assert.Empty(host.Api.Complaints);
    }

    [Fact]
    public async Task Recall_AnswerOrUnknownOrRefused_SaysNo()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "R1", "好的", MessageClass.Reply);
        await SendAsync(host, "M1", "防汛通知");

        Assert.False(await RecallAsync(host, "R1"));
        Assert.False(await RecallAsync(host, "never"));
        host.Api.Force("message/recall", 301002);
        Assert.False(await RecallAsync(host, "M1"));
        Assert.Equal(2, host.Api.Shown.Count);
    }

    [Fact]
    public async Task Recall_TokenRevoked_FetchesAnotherAndTakesBack()
    {
        await using var host = await WeComHost.StartAsync();
        await SendAsync(host, "M1", "防汛通知");
        host.Api.Revoke();

        Assert.True(await RecallAsync(host, "M1"));

        Assert.Empty(host.Api.Shown);
    }

    private static Task<bool> RecallAsync(WeComHost host, string id) =>
        host.Services.GetServices<IMessageRecall>().Single(r => r.Channel == "wecom").RecallAsync(WeComHost.Tenant, id, CancellationToken.None);

    private static async Task SendAsync(WeComHost host, string id, string text, MessageClass @class = MessageClass.Circular) =>
        Assert.IsType<SendResult.Accepted>(await TryAsync(host, id, text, @class));

    private static Task<SendResult> TryAsync(WeComHost host, string id, string text, MessageClass @class = MessageClass.Circular) =>
        host.Sender.SendAsync(WeComHost.Tenant, Zhang, RecordingBot.Reply(id, text, null, @class), CancellationToken.None);
}
