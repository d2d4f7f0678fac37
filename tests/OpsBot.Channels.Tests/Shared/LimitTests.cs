using Microsoft.AspNetCore.Http;
using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Shared;

public sealed class LimitTests
{
    private const int TooMany = 300 * 1024;

    private static byte[] Object(int bytes) => System.Text.Encoding.ASCII.GetBytes("{\"x\":\"" + new string('x', bytes - 8) + "\"}");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_LargerThanTheLimit_IsNotRead(bool tellsItsLength)
    {
        await using var server = await AnsweringServer.StartAsync(context => WriteAsync(context, Object(TooMany), tellsItsLength));
        await using var host = new VendorHost(server.Url);

        var answer = await host.AskAsync();

        Assert.Equal((0, VendorAnswer.TooLarge, null), (answer.Status, answer.Fault, answer.Body));
        Assert.Equal(new SendResult.TryLater("wecom-answer-too-large"), answer.Verdict);
    }

    [Theory]
    [InlineData(VendorHost.MaxAnswerBytes, true, true)]
    [InlineData(VendorHost.MaxAnswerBytes, false, true)]
    [InlineData(VendorHost.MaxAnswerBytes + 1, true, false)]
    [InlineData(VendorHost.MaxAnswerBytes + 1, false, false)]
    public async Task Answer_AtTheLimit_IsReadAndOneByteMoreIsNot(int bytes, bool tellsItsLength, bool isRead)
    {
        await using var server = await AnsweringServer.StartAsync(context => WriteAsync(context, Object(bytes), tellsItsLength));
        await using var host = new VendorHost(server.Url);

        Assert.Equal(isRead, (await host.AskAsync()).Body is not null);
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsLeftAtTheLimit()
    {
        var left = new TaskCompletionSource();
        await using var server = await AnsweringServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[8 * 1024], CancellationToken.None);
        });
        await using var host = new VendorHost(server.Url);

        Assert.Equal(VendorAnswer.TooLarge, (await host.AskAsync()).Fault);
        // The connection is closed, so nothing goes on coming.
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Answer_ThatTricklesForEver_IsLeftInTime()
    {
        await using var server = await AnsweringServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var host = new VendorHost(server.Url, TimeSpan.FromMilliseconds(300));

        var answer = await host.AskAsync();

        Assert.Equal((VendorAnswer.TooLate, new SendResult.TryLater("wecom-timeout")), (answer.Fault, answer.Verdict));
    }

    [Fact]
    public async Task Answer_ThatBreaksOff_IsNoAnswer()
    {
        await using var server = await AnsweringServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var host = new VendorHost(server.Url);

        Assert.Equal(new SendResult.TryLater("wecom-unreachable"), (await host.AskAsync()).Verdict);
    }

    [Fact]
    public async Task Ask_CallerGivesUp_IsACancellation()
    {
        await using var server = await AnsweringServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var host = new VendorHost(server.Url);
        using var stop = new CancellationTokenSource();
        var asked = host.AskAsync(stop.Token);
        await stop.CancelAsync();

        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        Assert.DoesNotContain(VendorHost.Token, fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task WriteAsync(HttpContext context, byte[] bytes, bool tellsItsLength)
    {
        if (tellsItsLength)
            context.Response.ContentLength = bytes.Length;
        // Without a length it goes out in chunks. A client that stopped reading is no fault of the server.
        for (var at = 0; at < bytes.Length && !context.RequestAborted.IsCancellationRequested; at += 4096)
            await context.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(4096, bytes.Length - at)), CancellationToken.None);
    }
}
