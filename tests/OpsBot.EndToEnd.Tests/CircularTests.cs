using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>A circular through the whole bot: approval, gate, progress, recall.</summary>
public sealed partial class CircularTests
{
    private const string Body = "关于推荐减负联系点的通知\n请各村商量后推荐一个联系点，不用附材料。";

    [Fact]
    public async Task Circular_ApprovedInTheEvening_ArrivesInTheMorningOnce()
    {
        await using var bot = await BotProcess.StartedAsync();
        await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, "wuyan");
        var village = await ChatClient.OpenAsync(bot, "chenmei");

        var number = await SubmitAsync(admin);
        var approver = await ChatClient.OpenAsync(bot, "zhengguo");
        Assert.Contains("已通过", await approver.SayAsync($"通过 {number}"), StringComparison.Ordinal);
        await admin.WaitForAsync(a => ChatClient.TextOf(a).Contains("审批通过", StringComparison.Ordinal));
        await WaitForProgressAsync(admin, number, "等工作时间.*：4");
        await village.PollAsync();
        Assert.DoesNotContain(village.Seen, a => ChatClient.TextOf(a).Contains("联系点", StringComparison.Ordinal));

        await bot.MoveClockAsync(await bot.NextOpeningAsync());
        await WaitForProgressAsync(admin, number, "平台已接收：4");
        await village.WaitForAsync(a => ChatClient.TextOf(a).Contains("联系点", StringComparison.Ordinal));
        Assert.Single(village.Seen, a => ChatClient.TextOf(a).Contains("联系点", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Circular_RecalledInTheEvening_NeverArrives()
    {
        await using var bot = await BotProcess.StartedAsync();
        await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, "wuyan");
        var village = await ChatClient.OpenAsync(bot, "chenmei");

        var number = await SubmitAsync(admin);
        Assert.Contains("只有审批人", await admin.SayAsync($"通过 {number}"), StringComparison.Ordinal);
        var approver = await ChatClient.OpenAsync(bot, "zhengguo");
        await approver.SayAsync($"通过 {number}");
        await WaitForProgressAsync(admin, number, "等工作时间.*：4");
        Assert.Contains("撤回", await admin.SayAsync($"撤回 {number}"), StringComparison.Ordinal);
        await bot.MoveClockAsync((await bot.NextOpeningAsync()).AddHours(1));
        await WaitForProgressAsync(admin, number, "已撤回：4");

        await village.PollAsync();
        Assert.DoesNotContain(village.Seen, a => ChatClient.TextOf(a).Contains("联系点", StringComparison.Ordinal));
    }

    private static async Task<string> SubmitAsync(ChatClient admin)
    {
        await admin.SayAsync("发通知");
        await admin.SayAsync("石桥镇");
        await admin.SayAsync(Body);
        return NumberPattern().Match(await admin.SayAsync("提交审批")).Value;
    }

    // The fan-out runs in the scheduler's next look; asking again is all a person could do too.
    private static async Task WaitForProgressAsync(ChatClient admin, string number, string pattern)
    {
        var progress = "";
        for (var look = 0; look < 100 && !Regex.IsMatch(progress, pattern); look++)
        {
            await Task.Delay(200);
            progress = await admin.SayAsync($"进度 {number}");
        }
        Assert.Matches(pattern, progress);
    }

    [GeneratedRegex(@"TZ-\d{4}-[0-9A-Z]{4}")]
    private static partial Regex NumberPattern();
}
