using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;
using OpsBot.TestKit.Redis;

namespace OpsBot.EndToEnd.Tests;

/// <summary>A recalled circular with the roles in two processes: the one that has the messengers takes it back.</summary>
public sealed class CircularTakeBackTests
{
    private const string RecallPath = "/v1.0/robot/otoMessages/batchRecall";

    // A minute passes before the taking back begins; a clock cannot be moved beside a real channel.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Circular_RecalledWithSplitRoles_IsTakenBackWhereTheChannelCan()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var fake = await FakeDingTalk.StartAsync();
        using var county = new TwoChannelCounty(fake);
        county.Settings["Redis__Connection"] = server.Connection;
        await using var scheduler = new BotProcess(environment: county.Settings) { Role = "scheduler" };
        await scheduler.StartAsync();
        await using var bot = new BotProcess(environment: county.Settings) { Role = "bot" };
        await bot.StartAsync();
        var (admin, id) = await county.SendCircularAsync(bot);
        Assert.Contains("平台已接收：8", await TwoChannelCounty.ProgressAsync(admin, id, "平台已接收：8"));

        await admin.SayAsync($"撤回 {id}", "能收回的这就去收回");
        await Eventually.TrueAsync(() => fake.Calls.Any(IsNote), "whoever recalled it is told", Limit);

        Assert.Contains("收回了6条，还有2条收不回", fake.Calls.Single(IsNote).Text, StringComparison.Ordinal);
        Assert.Equal(TwoChannelCounty.InDingTalk.Count, fake.Calls.Count(c => c.Path == RecallPath));

        bool IsNote(FakeCall call) => call.Text.Contains($"通知{id}：已送达的", StringComparison.Ordinal);
    }
}
