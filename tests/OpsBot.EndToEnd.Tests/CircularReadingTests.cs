using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.EndToEnd.Tests;

/// <summary>One circular to people of two channels: the one that tells is counted, the other is said not to tell.</summary>
public sealed class CircularReadingTests
{
    [Fact]
    public async Task Circular_OnDingTalkAndWebChat_ShowsHowManyHaveReadAndNoNames()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        foreach (var reader in TwoChannelCounty.InDingTalk.Take(4))
            fake.Readers.Add(reader);
        using var county = new TwoChannelCounty(fake);
        await using var bot = await BotProcess.StartedAsync(county.Settings);
        var (admin, id) = await county.SendCircularAsync(bot);

        var told = await TwoChannelCounty.ProgressAsync(admin, id, "已读：4人");

        Assert.Contains("平台已接收：8", told);
        Assert.Contains("已读：4人（平台告诉已读的有6人，", told);
        Assert.Contains("；另有2人，平台不提供已读状态", told);
        Assert.DoesNotContain("同志", told.Replace("同志approver审批", "", StringComparison.Ordinal));
        var asked = fake.Calls.Where(c => c.Path == "/v1.0/robot/oToMessages/readStatus").ToArray();
        Assert.Equal(TwoChannelCounty.InDingTalk.Count, asked.Length);
        // Looking again asks nothing more for a while.
        Assert.Contains("已读：4人", await admin.SayAsync($"进度 {id}", "已读"));
        Assert.Equal(asked.Length, fake.Calls.Count(c => c.Path == "/v1.0/robot/oToMessages/readStatus"));
        // Nobody was written to because of it: each got the circular, once.
        foreach (var person in TwoChannelCounty.InDingTalk)
            Assert.Single(fake.Calls, c => c.Body["userIds"] is JsonArray people && people.Any(p => (string?)p == person));
    }
}
