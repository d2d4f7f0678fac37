using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.WeCom.Passive;
using OpsBot.Core.Delivery;
using OpsBot.TestKit;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class PassiveTests
{
    [Fact]
    public async Task Answer_ReadyInTime_RidesOnTheResponseAndCostsNoCall()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add);

        var answer = await host.SayAsync("zhang", "1 < 2 ]]> <a href='x'>点</a>");
        await Bot(host).Answering;

        Assert.Equal("收到：1 < 2 ]]> ＜a href='x'>点＜/a>", answer.PassiveText);
        Assert.Equal(new SendResult.Accepted("accepted-delivery-unknown"), Assert.Single(Bot(host).Results));
        Assert.Equal(0, host.Api.TokenCalls);
    }

    [Fact]
    public async Task Answer_NotReadyInTime_GoesByTheApiAfterAnEmptyResponse()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add, ("PassiveBudget", "00:00:00.200"));
        var ready = new TaskCompletionSource();
        Bot(host).AnswerAfter = ready.Task;

        var answer = await host.SayAsync("zhang", "你好");
        Assert.Equal("", answer.Body);
        ready.SetResult();
        await Bot(host).Answering;

        Assert.Equal("收到：你好", (string)Assert.Single(host.Api.ShownTo("zhang"))["text"]!["content"]!);
    }

    [Fact]
    public async Task Answer_OfSeveralMessages_KeepsTheirOrder()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add);
        Bot(host).Answer = _ => ["第一", "第二", "第三"];

        var answer = await host.SayAsync("zhang", "你好");
        await Bot(host).Answering;

        Assert.Equal("第一", answer.PassiveText);
        Assert.Equal(["第二", "第三"], host.Api.ShownTo("zhang").Select(m => (string)m["text"]!["content"]!));
    }

    [Fact]
    public async Task Answer_TooLongForOne_GoesOnByTheApiWithNothingLost()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add);
        var text = string.Concat(Enumerable.Range(1, 300).Select(i => $"第{i}条规定，请照此办理。"));
        Bot(host).Answer = _ => [text];

        var answer = await host.SayAsync("zhang", "你好");
        await Bot(host).Answering;

        Assert.Equal(text, answer.PassiveText + string.Concat(host.Api.ShownTo("zhang").Select(m => (string)m["text"]!["content"]!)));
        Assert.Empty(host.Api.Complaints);
    }

    [Fact]
    public async Task Answer_WhoseConnectionIsGone_GoesByTheApi()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add);
        var ready = new TaskCompletionSource();
        Bot(host).AnswerAfter = ready.Task;
        using var gone = new CancellationTokenSource();
        var request = host.Seal(host.TextXml("zhang", "你好"));
        using var content = new ByteArrayContent(request.Body);
        var post = host.Http.PostAsync(new Uri($"{host.Url}?{request.Query}"), content, gone.Token);

        await Eventually.TrueAsync(() => !Bot(host).Received.IsEmpty, "the turn is taken");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        // The server sees the reset a moment after the client made it.
        await Task.Delay(200);
        ready.SetResult();
        await Bot(host).Answering;

        Assert.Single(host.Api.ShownTo("zhang"));
    }

    [Fact]
    public async Task Answers_OfManyPeopleAtOnce_ReachEachTheirOwn()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (I: i, Answer: await host.SayAsync($"person-{i}", $"话{i}"))));

        Assert.All(answers, a => Assert.Equal(($"收到：话{a.I}", $"person-{a.I}"), (a.Answer.PassiveText, a.Answer.Passive!.Element("ToUserName")!.Value)));
    }

    [Fact]
    public async Task Slot_OfferedAfterItWasTakenOrClosed_IsRefused()
    {
        var late = new PassiveSlot(false, 2048);
        Assert.Null(await late.TakeAsync(TimeSpan.Zero));
        Assert.Null(late.Offer("晚了"));

        var declined = new PassiveSlot(false, 2048);
        declined.Decline();
        Assert.Null(await declined.TakeAsync(TimeSpan.FromSeconds(10)));

        var good = new PassiveSlot(false, 2048);
        var written = good.Offer("话")!;
        Assert.Null(good.Offer("第二"));
        Assert.Equal("话", await good.TakeAsync(TimeSpan.Zero));
        good.Written(true);
        good.Written(false);
        Assert.True(await written);
    }

    private static RecordingBot Bot(WeComHost host) => host.Services.GetRequiredService<RecordingBot>();
}
