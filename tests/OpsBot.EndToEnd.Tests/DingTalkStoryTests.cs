using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.EndToEnd.Tests;

/// <summary>A complaint filed through DingTalk, by text only and by cards: the office sees the same case.</summary>
public sealed partial class DingTalkStoryTests
{
    [Fact]
    public async Task Complaint_ByTextAndByCards_EndsInTheSameCase()
    {
        var byText = await FileAsync(cards: false);
        var byCards = await FileAsync(cards: true);

        Assert.Contains("安澜县", byText, StringComparison.Ordinal);
        Assert.Equal(byText, byCards);
    }

    [Fact]
    public async Task Channels_WithoutSettings_SayOnceThatTheyAreOff()
    {
        await using var bot = await BotProcess.StartedAsync();

        using var answer = await bot.Http.PostAsync("/hooks/dingtalk", new StringContent("{}"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(Regex.Matches(bot.Errors, @"\bDingTalk""? is off"));
        Assert.Single(Regex.Matches(bot.Errors, @"\bGovDingTalk""? is off"));
    }

    /// <summary>Files the complaint, and gives what the office reads of it, without numbers and times.</summary>
    private static async Task<string> FileAsync(bool cards)
    {
        await using var fake = await FakeDingTalk.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Directory__File"] = Path.Combine(Repository.Root, "manifests", "packs", "demo", "directory.json"),
            ["DingTalk__ClientId"] = FakeDingTalk.ClientId,
            ["DingTalk__ClientSecret"] = FakeDingTalk.ClientSecret,
            ["DingTalk__ApiBase"] = fake.Url.ToString(),
        };
        if (cards)
            settings["DingTalk__CardTemplateId"] = "tpl.schema";
        await using var bot = await BotProcess.StartedAsync(settings);
        var cadre = new DingTalkPerson(bot, fake, "chenmei");
        await cadre.SayAsync("我要反映", "保密反映");
        await cadre.ChooseAsync("保密反映", "属于哪一类");
        await cadre.SayAsync("非工作时间派活", "请说说是什么事");
        await cadre.SayAsync("县里连着三个晚上十点以后在群里派任务，要求当晚报数", "是哪个单位");
        await cadre.SayAsync("安澜县", "是什么时候的事");
        await cadre.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await cadre.ChooseAsync("跳过", "请核对");
        await cadre.ChooseAsync("提交", "回执号：QZ-");
        Assert.Equal(cards, cadre.Pressed > 0);
        Assert.Equal(cards, fake.Calls.Any(c => c.Path.EndsWith("createAndDeliver", StringComparison.Ordinal)));

        var office = new DingTalkPerson(bot, fake, "linxia");
        var number = CasePattern().Match(await office.SayAsync("案件列表", "待核实")).Value;
        var seen = await office.SayAsync($"查看 {number}", number);
        // A card and a text differ in their frame; what is stored stands in the rows.
        var rows = seen.Split('\n').Select(line => line.Trim()).Where(line => line.Contains('：', StringComparison.Ordinal) && !line.StartsWith("可以发", StringComparison.Ordinal));
        return TimePattern().Replace(string.Join('\n', rows).Replace(number, "NUMBER", StringComparison.Ordinal), "TIME");
    }

    [GeneratedRegex(@"\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CasePattern();

    [GeneratedRegex(@"\d{1,2}:\d{2}(:\d{2})?")]
    private static partial Regex TimePattern();
}
