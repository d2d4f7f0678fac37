using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.EndToEnd.Tests;

/// <summary>One circular to people of two channels: the one that tells is counted, the other is said not to tell.</summary>
public sealed partial class CircularReadingTests
{
    private static readonly string[] InDingTalk = ["p1", "p2", "p3", "p4", "p5", "p6"];

    [Fact]
    public async Task Circular_OnDingTalkAndWebChat_ShowsHowManyHaveReadAndNoNames()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        foreach (var reader in InDingTalk.Take(4))
            fake.Readers.Add(reader);
        var folder = Directory.CreateTempSubdirectory("opsbot-e2e-directory-");
        var directory = Path.Combine(folder.FullName, "directory.json");
        await File.WriteAllTextAsync(directory, City().ToJsonString());
        await using var bot = await BotProcess.StartedAsync(new Dictionary<string, string>
        {
            ["Directory__File"] = directory,
            ["DingTalk__ClientId"] = FakeDingTalk.ClientId,
            ["DingTalk__ClientSecret"] = FakeDingTalk.ClientSecret,
            ["DingTalk__ApiBase"] = fake.Url.ToString(),
        });
        folder.Delete(recursive: true);
        var admin = new DingTalkPerson(bot, fake, "admin");
        await admin.SayAsync("发通知", "发给哪个单位");
        await admin.SayAsync("安澜县", "8人");
        await admin.SayAsync("防汛值班安排\n各单位按表值班。", "提交审批");
        var id = NumberPattern().Match(await admin.SayAsync("提交审批", "TZ-")).Value;
        await new DingTalkPerson(bot, fake, "approver").SayAsync($"通过 {id}", "已通过");

        var told = await ProgressAsync(admin, id, "已读：4人");

        Assert.Contains("平台已接收：8", told);
        Assert.Contains("已读：4人（平台告诉已读的有6人，", told);
        Assert.Contains("；另有2人，平台不提供已读状态", told);
        Assert.DoesNotContain("同志", told.Replace("同志approver审批", "", StringComparison.Ordinal));
        var asked = fake.Calls.Where(c => c.Path == "/v1.0/robot/oToMessages/readStatus").ToArray();
        Assert.Equal(InDingTalk.Length, asked.Length);
        // Looking again asks nothing more for a while.
        Assert.Contains("已读：4人", await admin.SayAsync($"进度 {id}", "已读"));
        Assert.Equal(asked.Length, fake.Calls.Count(c => c.Path == "/v1.0/robot/oToMessages/readStatus"));
        // Nobody was written to because of it: each got the circular, once.
        foreach (var person in InDingTalk)
            Assert.Single(fake.Calls, c => c.Body["userIds"] is JsonArray people && people.Any(p => (string?)p == person));
    }

    // Delivery and counting run beside the chat; asking again is all a person could do too.
    private static async Task<string> ProgressAsync(DingTalkPerson admin, string id, string expected)
    {
        var told = "";
        for (var look = 0; look < 150 && !told.Contains(expected, StringComparison.Ordinal); look++)
        {
            await Task.Delay(200);
            told = await admin.SayAsync($"进度 {id}", $"通知{id}");
        }
        return told;
    }

    /// <summary>A county with three towns, at work at every hour; two of its people are in no messenger but the web chat.</summary>
    private static JsonObject City()
    {
        JsonObject Unit(string unit, string name, string kind, string? parent) => new() { ["id"] = unit, ["name"] = name, ["kind"] = kind, ["parent"] = parent };
        JsonObject Person(string person, string unit, params string[] roles) => new()
        {
            ["id"] = person,
            ["name"] = $"同志{person}",
            ["unit"] = unit,
            ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]),
        };
        var city = Unit("city", "云岭市", "city", null);
        city.Remove("parent");
        var windows = new JsonArray(new JsonObject { ["opensAt"] = "00:00", ["closesAt"] = "00:00" });
        var days = Enumerable.Range(1, 7).Select(day => new JsonObject { ["weekday"] = day, ["windows"] = windows.DeepClone() });
        city["schedule"] = new JsonObject { ["kind"] = "weekly", ["name"] = "值守", ["days"] = new JsonArray([.. days]) };
        var web = new[] { "w1", "w2" }.Select(w => Person(w, "town3", "cadre")).ToArray();
        foreach (var person in web)
            person["accounts"] = new JsonObject { ["directline"] = (string)person["id"]! };
        return new JsonObject
        {
            ["schema"] = 1,
            ["units"] = new JsonArray(
                city, Unit("office", "市委办公室", "department", "city"), Unit("county", "安澜县", "county", "city"),
                Unit("town1", "石桥镇", "township", "county"), Unit("town2", "柳溪镇", "township", "county"), Unit("town3", "梅岭乡", "township", "county")),
            ["people"] = new JsonArray(
                [
                    Person("admin", "office", "admin"), Person("approver", "office", "approver"),
                    .. InDingTalk.Select((p, i) => Person(p, $"town{(i % 3) + 1}", "cadre")), .. web,
                ]),
        };
    }

    [GeneratedRegex(@"TZ-\d{4}-[0-9A-Z]{4}")]
    private static partial Regex NumberPattern();
}
