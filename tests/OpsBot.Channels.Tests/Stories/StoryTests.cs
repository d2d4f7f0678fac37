using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>
/// A complaint from its first word to the rating, once for every channel, by buttons and by words alone: whatever people
/// use, the same case is stored.
/// </summary>
public sealed partial class StoryTests
{
    private const string Story = "县里连着三晚十点后在群里派任务，要当晚报数";

    public static TheoryData<string> AllLines => Lines.Names;

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Complaint_Confidential_EndsInTheSameStoredCase(string line) => await PlayAsync(line, "保密反映", "confidential");

    // Only where nobody has an account: the public entrance.
    [Theory]
    [InlineData("Direct Line, cards")]
    [InlineData("Direct Line, words")]
    public async Task Complaint_AnonymousByAVisitor_EndsInTheSameStoredCase(string line) => await PlayAsync(line, "匿名反映", "anonymous");

    private static async Task PlayAsync(string line, string tier, string expected)
    {
        await using var host = await StoryHost.StartAsync(Lines.Of(line));
        Phone Of(string person) => new(host, person);
        var reporter = tier == "匿名反映" ? "visitor-1" : "chenmei";
        var (cadre, office, industry, territory) = (Of(reporter), Of("linxia"), Of("heli"), Of("caojing"));
        foreach (var person in new[] { reporter, "linxia", "heli", "caojing" })
            await host.Line.OpenAsync(person);

        // Files, asks in the middle, gets a receipt.
        await cadre.SayAsync("我要反映", tier == "保密反映" ? "保密反映" : "属于哪一类");
        if (tier == "保密反映")
            await cadre.ChooseAsync(tier, "属于哪一类");
        await cadre.SayAsync("非工作时间派活", "请说说是什么事");
        await cadre.SayAsync(Story, "是哪个单位");
        await cadre.SayAsync("县里晚上派活合规吗？", "您的反映我留着");
        await cadre.SayAsync("安澜县", "是什么时候的事");
        await cadre.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await cadre.ChooseAsync("跳过", "请核对");
        var receipt = ReceiptPattern().Match(await cadre.ChooseAsync("提交", "回执号：QZ-")).Value;

        // The office verifies, and gives it to two units with a time limit.
        var number = CasePattern().Match(await office.SeesAsync("新反映")).Value;
        await office.SayAsync($"查看 {number}", number);
        await office.ChooseAsync("核实", "问题单草稿", $"核实 {number}");
        await office.ChooseAsync("照此", "已核实");
        await office.ChooseAsync("安澜县 被反映", "都标好了");
        await office.SayAsync($"交办 {number}", "第1步");
        await office.SayAsync("云岭市", "第2步");
        await office.SayAsync("市民政局", "第3步");
        await office.SayAsync("3个工作日", "第4步");
        await office.SayAsync("夜间不再派活", "第5步");
        await office.SayAsync("书面说明整改情况", "夜间不再派活");
        await office.ChooseAsync("确认交办", "已同时交办");

        // Both answer; one is sent back once.
        foreach (var handler in new[] { industry, territory })
        {
            await handler.SeesAsync(number);
            await handler.SayAsync($"接受 {number}", "已接受");
            await handler.SayAsync($"办结反馈 {number} 已停止夜间派活，任务改在上班时间布置", "已交专班审核");
        }
        await office.SayAsync($"退回 {number} 属地 请写明谁来负责", "办理时限几个工作日");
        await office.SayAsync("3个工作日", "已退回");
        await territory.SeesAsync("退回重办");
        await territory.SayAsync($"办结反馈 {number} 已停止夜间派活，由办公室主任负责", "已交专班审核");
        await office.SayAsync($"同意 {number} 属地", "属地已通过");
        await office.SayAsync($"同意 {number} 行业", "两条都通过了");
        await office.SayAsync($"反馈 {number}", "答复草稿");
        await office.ChooseAsync("照此", tier == "保密反映" ? "送达后自动办结" : "凭回执号");

        // The reporter is told, or comes and asks; then rates.
        if (tier == "保密反映")
            await cadre.SeesAsync("您反映的问题办好了");
        await cadre.SayAsync(receipt, "已办结");
        await cadre.SayAsync($"评5分 {receipt}", "谢谢");

        Assert.Equal(await File.ReadAllTextAsync(Golden(expected)), await StoredAsync(host, number), ignoreLineEndingDifferences: true);
        Assert.Equal(Lines.HasButtons(line), cadre.Pressed + office.Pressed > 0);
        host.Line.AssertContent();
        foreach (var secret in new[] { "陈梅", Story, receipt, "a-secret" })
            Assert.DoesNotContain(secret, host.Logged.Text, StringComparison.Ordinal);
    }

    // The case and the sealed words, and what the audit says of them; without numbers, instants and the way back, which differ by nature.
    private static async Task<string> StoredAsync(StoryHost host, string number)
    {
        var stored = await host.Store.Records.GetAsync(StoryHost.Tenant, [Case.Kind.Key(number), SealedOriginal.Kind.Key(number)], default);
        var all = new JsonObject
        {
            ["case"] = JsonNode.Parse(stored.Single(r => r.Key == Case.Kind.Key(number)).Json),
            ["sealed"] = JsonNode.Parse(stored.Single(r => r.Key == SealedOriginal.Kind.Key(number)).Json),
            ["audit"] = new JsonArray([.. host.Store.AuditOf(StoryHost.Tenant).Where(a => a.Subject == Case.Kind.Key(number).ToString()).Select(a => JsonValue.Create($"{a.Actor} {a.Action}"))]),
        };
        if (all["sealed"]!["replyAddress"] is not null)
            all["sealed"]!["replyAddress"] = "KEPT";
        var json = all.ToJsonString(new System.Text.Json.JsonSerializerOptions(StoredJson.Options) { WriteIndented = true });
        return InstantPattern().Replace(json.Replace(number, "NUMBER", StringComparison.Ordinal), "\"TIME\"") + "\n";
    }

    private static string Golden(string name) => Path.Combine(StoryBot.Root, "tests", "OpsBot.Channels.Tests", "Stories", $"{name}.json");

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    private static partial Regex ReceiptPattern();

    [GeneratedRegex(@"\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CasePattern();

    [GeneratedRegex(@"""\d{4}-\d\d-\d\dT[^""]*""")]
    private static partial Regex InstantPattern();
}
