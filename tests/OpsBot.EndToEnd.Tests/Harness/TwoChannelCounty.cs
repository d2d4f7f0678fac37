using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>A county with three towns, at work at every hour; two of its people are in no messenger but the web chat, the others in DingTalk.</summary>
internal sealed partial class TwoChannelCounty : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsbot-e2e-directory-");
    private readonly FakeDingTalk _fake;

    public TwoChannelCounty(FakeDingTalk fake)
    {
        _fake = fake;
        var directory = Path.Combine(_folder.FullName, "directory.json");
        File.WriteAllText(directory, City().ToJsonString());
        Settings = new Dictionary<string, string>
        {
            ["Directory__File"] = directory,
            ["DingTalk__ClientId"] = FakeDingTalk.ClientId,
            ["DingTalk__ClientSecret"] = FakeDingTalk.ClientSecret,
            ["DingTalk__ApiBase"] = fake.Url.ToString(),
        };
    }

    public static IReadOnlyList<string> InDingTalk { get; } = ["p1", "p2", "p3", "p4", "p5", "p6"];

    /// <summary>For the processes of the bot.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>Written, submitted and approved: its author and its number.</summary>
    public async Task<(DingTalkPerson Admin, string Id)> SendCircularAsync(BotProcess bot)
    {
        var admin = new DingTalkPerson(bot, _fake, "admin");
        await admin.SayAsync("发通知", "发给哪个单位");
        await admin.SayAsync("安澜县", "8人");
        await admin.SayAsync("防汛值班安排\n各单位按表值班。", "提交审批");
        var id = NumberPattern().Match(await admin.SayAsync("提交审批", "TZ-")).Value;
        await new DingTalkPerson(bot, _fake, "approver").SayAsync($"通过 {id}", "已通过");
        return (admin, id);
    }

    /// <summary>Delivery and counting run beside the chat; asking again is all a person could do too.</summary>
    public static async Task<string> ProgressAsync(DingTalkPerson admin, string id, string expected)
    {
        var told = "";
        for (var look = 0; look < 150 && !told.Contains(expected, StringComparison.Ordinal); look++)
        {
            await Task.Delay(200);
            told = await admin.SayAsync($"进度 {id}", $"通知{id}");
        }
        return told;
    }

    public void Dispose() => _folder.Delete(recursive: true);

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
