using System.Diagnostics;
using System.Net;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The disk of the data folder is full for a while: nothing that was acknowledged is lost, and nobody has to restart anything.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task FullDisk_RoomAgain_RecoversByItselfWithAllThatWasAcknowledged()
    {
        using var disk = SmallDisk.Mount(megabytes: 24);
        await using var bot = new BotProcess(Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName);
        await bot.StartAsync();
        var chat = await ChatClient.OpenAsync(bot, "chenmei");
        await chat.SayAsync("我要反映");
        Assert.Contains("属于哪一类", await chat.SayAsync("保密反映"), StringComparison.Ordinal);

        for (var round = 0; round < 2; round++)
        {
            disk.Fill();
            await Eventually.TrueAsync(async () => await StatusAsync(bot, "/health/ready") == HttpStatusCode.ServiceUnavailable, "ready turns red");
            await Eventually.TrueAsync(async () => await PostAsync(bot) == HttpStatusCode.ServiceUnavailable, "a turn is answered 503");
            await Eventually.TrueAsync(async () => (await TextAsync(bot)).Contains("磁盘已满", StringComparison.Ordinal), "ready says why");
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(bot, "/health/live"));

            var since = Stopwatch.StartNew();
            disk.MakeRoom();
            await Eventually.TrueAsync(() => bot.IsReadyAsync(), "ready again");
            Assert.True(since.Elapsed < Promised, $"It took {since.Elapsed}.");
        }

        // The draft that was acknowledged before is still open: its next question is answered.
        Assert.DoesNotContain("没听懂", await chat.SayAsync("形式主义"), StringComparison.Ordinal);
        Assert.Single(bot.RedisProcessIds());
    }

    private static async Task<HttpStatusCode> StatusAsync(BotProcess bot, string route)
    {
        using var answer = await bot.Http.GetAsync(route);
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(BotProcess bot)
    {
        using var answer = await bot.Http.GetAsync("/health/ready");
        // The writer escapes what is not ASCII.
        return System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A move of the clock is a commit like any other.</summary>
    private static async Task<HttpStatusCode> PostAsync(BotProcess bot)
    {
        using var answer = await bot.Http.PostAsync("/api/demo/clock", new StringContent("{\"advance\":\"PT1S\"}"));
        return answer.StatusCode;
    }
}
