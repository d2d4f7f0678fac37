using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.TestKit;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>A complaint from the first word to its end, through the callback address and the vendor's API alone.</summary>
public sealed partial class StoryTests
{
    private const string Story = "县里连着三晚十点后在群里派任务，要当晚报数";

    [Fact]
    public async Task Story_ByCardsAndByTextOnly_EndsInTheSameStoredCase()
    {
        var (byCards, cards) = await PlayAsync(buttons: true);
        var (byText, words) = await PlayAsync(buttons: false);

        Assert.Equal(byText, byCards);
        Assert.Contains("\"status\":\"closed\"", byText);
        Assert.Contains("\"unitId\":\"anlan\"", byText);
        // The first really used cards, the second really did without.
        Assert.InRange(cards, 5, 100);
        Assert.Equal(0, words);
    }

    private static async Task<(string Case, int Cards)> PlayAsync(bool buttons)
    {
        await using var host = await WeComHost.StartAsync(StoryBot.Add, ("Cards", $"{buttons}"), ("Markdown", $"{buttons}"));
        StoryTalk Talk(string user) => new(host, user);
        var (cadre, office, industry, territory) = (Talk("chenmei"), Talk("linxia"), Talk("heli"), Talk("caojing"));
        // By buttons, or by the number that stands before the same words.
        Task<string> Answer(StoryTalk who, string title, string expected) => buttons ? who.PressAsync(title, expected) : who.SayAsync(who.NumberOf(title), expected);

        await cadre.SayAsync("我要反映", "保密反映");
        await cadre.SayAsync("1", "属于哪一类");
        await cadre.SayAsync("非工作时间派活", "请说说是什么事");
        await cadre.SayAsync(Story, "是哪个单位");
        await cadre.SayAsync("县里晚上派活合规吗？", "您的反映我留着");
        await cadre.SayAsync("安澜县", "是什么时候的事");
        await cadre.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await Answer(cadre, "跳过", "请核对");
        var filed = await Answer(cadre, "提交", "回执号：QZ-");
        var receipt = ReceiptPattern().Match(filed).Value;

        await office.SeesAsync("新反映");
        var number = CasePattern().Match(office.All).Value;
        var shown = buttons ? await office.PressAsync("办理", "核实") : await office.SayAsync($"查看 {number}", "核实");
        Assert.Contains(number, shown);
        await Answer(office, "核实", "问题单草稿");
        await Answer(office, "照此", "已核实");
        await office.SayAsync($"交办 {number}", "第1步");
        await office.SayAsync("云岭市", "第2步");
        await office.SayAsync("市民政局", "第3步");
        await office.SayAsync("3个工作日", "第4步");
        await office.SayAsync("夜间不再派活", "第5步");
        await office.SayAsync("书面说明整改情况", "夜间不再派活");
        await Answer(office, "确认交办", "已同时交办");

        foreach (var handler in new[] { industry, territory })
        {
            await handler.SeesAsync(number);
            await handler.SayAsync($"接受 {number}", "已接受");
            await handler.SayAsync($"办结反馈 {number} 已停止夜间派活，任务改在上班时间布置", "已交专班审核");
        }
        await office.SayAsync($"同意 {number} 属地", "属地已通过");
        await office.SayAsync($"同意 {number} 行业", "两条都通过了");
        await office.SayAsync($"反馈 {number}", "答复草稿");
        await Answer(office, "照此", "送达后自动办结");
        await cadre.SeesAsync("您反映的问题办好了");
        // It is closed a moment after it was shown, and the clock must not move in between.
        await Eventually.TrueAsync(() => StoredCase(host, number).Json.Contains("\"closed\"", StringComparison.Ordinal), "the case is closed");
        await cadre.SayAsync(receipt, "已办结");

        Assert.Empty(host.Api.Complaints);
        Assert.Equal(0, host.Api.Dropped);
        foreach (var secret in new[] { "chenmei", "陈梅", Story, receipt, WeComHost.Secret, WeComHost.Token })
            Assert.DoesNotContain(secret, host.Log);
        return (Comparable(StoredCase(host, number), number), host.Api.Shown.Count(m => (string)m["msgtype"]! == "template_card"));
    }

    private static StoredRecord StoredCase(WeComHost host, string number) =>
        Assert.Single(host.Store.Records.GetAsync(WeComHost.Tenant, [Case.Kind.Key(number)], default).Result);

    // Numbers are drawn at random; everything else must be the same, instants included.
    private static string Comparable(StoredRecord stored, string number) => JsonNode.Parse(stored.Json)!.ToJsonString(StoredJson.Options).Replace(number, "NUMBER", StringComparison.Ordinal);

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    private static partial Regex ReceiptPattern();

    [GeneratedRegex(@"\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CasePattern();
}
