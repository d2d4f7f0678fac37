using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;
using OpsBot.TestKit.Redis;

namespace OpsBot.EndToEnd.Tests;

/// <summary>When the bot starts, when it refuses to, and how it leaves.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("WeCom__CorpId")]
    [InlineData("DingTalk__ClientId")]
    [InlineData("DirectLine__Secret")]
    public async Task Start_DemoBesideRealEntrance_RefusesInOneLine(string entrance)
    {
        await using var bot = new BotProcess(environment: new Dictionary<string, string> { [entrance] = "a-value-of-some-length", ["Demo__Enabled"] = "true" });

        var line = Assert.Single(await RefusalAsync(bot));

        Assert.Contains("Demo__Enabled", line, StringComparison.Ordinal);
        Assert.Contains(entrance, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appendonly no", "appendonly")]
    [InlineData("maxmemory-policy allkeys-lru", "maxmemory-policy")]
    [InlineData("appendfsync everysec", "appendfsync")]
    public async Task Start_RedisThatMayLoseRecords_RefusesAndSaysWhatToSet(string setting, string named)
    {
        await using var redis = RedisServerFixture.With(setting);
        await redis.InitializeAsync();
        await using var bot = new BotProcess(environment: new Dictionary<string, string> { ["Redis__Connection"] = redis.Connection });

        var lines = await RefusalAsync(bot);

        Assert.Equal(2, lines.Length);
        Assert.Contains($"{named} ", lines[1], StringComparison.Ordinal);
        Assert.Contains("CONFIG SET", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(redis.Password, bot.Errors, StringComparison.Ordinal);
        Assert.Empty(bot.RedisProcessIds());
    }

    [Fact]
    public async Task Start_FolderInUse_SecondRefusesAndFirstGoesOn()
    {
        await using var first = await BotProcess.StartedAsync();
        var second = new BotProcess(first.DataDirectory);

        second.Launch();

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("in use by another OpsBot", second.Errors, StringComparison.Ordinal);
        Assert.True(await first.IsReadyAsync());
        Assert.Single(first.RedisProcessIds());
    }

    [Fact]
    public async Task Stop_BySignal_CleanExitAndNoServerLeft()
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await ChatClient.OpenAsync(bot, "chenmei");
        await chat.SayAsync("帮助");
        Assert.Single(bot.RedisProcessIds());

        Assert.Equal(0, await bot.StopAsync());

        Assert.Empty(bot.RedisProcessIds());
    }

    [Fact]
    public async Task Start_AfterKill_OneServerAndTheSameConversation()
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await ChatClient.OpenAsync(bot, "chenmei");
        await chat.SayAsync("我要反映");
        for (var kill = 0; kill < 2; kill++)
        {
            await bot.KillAsync();
            await bot.StartAsync();
            await Eventually.TrueAsync(() => bot.RedisProcessIds().Count == 1, "one redis-server is left");
        }

        Assert.Contains("属于哪一类", await chat.SayAsync("保密反映"), StringComparison.Ordinal);
    }

    /// <summary>What the bot says when it refuses to start, without its log.</summary>
    private static async Task<string[]> RefusalAsync(BotProcess bot)
    {
        bot.Launch();
        Assert.Equal(1, await bot.ExitAsync());
        // Lines of the log begin with their time.
        return [.. bot.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith('['))];
    }
}
