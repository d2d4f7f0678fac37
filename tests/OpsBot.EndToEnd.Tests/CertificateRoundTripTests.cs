using System.Text.RegularExpressions;
using OpsBot.Core.Certificates;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Deliveries of a real bot, its log exported by the command line, checked by the command line, and changed in every way.</summary>
public sealed class CertificateRoundTripTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsbot-certificate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ExportAndVerify_AsItIsAndChanged_AreToldApart()
    {
        await using var bot = await BotProcess.StartedAsync();
        await LiveOneNightAsync(bot);
        var export = Path.Combine(_folder.FullName, "log.jsonl");
        var hours = Path.Combine(_folder.FullName, "hours.json");
        var anchors = Path.Combine(bot.DataDirectory, "certificate", "anchors-demo.txt");
        var key = Path.Combine(bot.DataDirectory, "certificate", "public-key.pem");

        var exported = await CommandLine.RunAsync("export-log", "--data", bot.DataDirectory, "--out", export, "--hours", hours);
        Assert.True(exported.Code == 0, exported.Error);
        var lines = await File.ReadAllLinesAsync(export);
        var entries = lines.Select(l => CertificateChain.Parse(l)!.Entry).ToArray();
        // Held in the evening, delivered at night by the override, delivered in the morning, stated.
        Assert.All(
            new[] { CertificateEvents.Held, CertificateEvents.OverrideApproved, CertificateEvents.Overridden, CertificateEvents.Sent, CertificateEvents.Statement },
            happened => Assert.Contains(entries, e => e.Event == happened));
        Assert.DoesNotContain("陈梅", await File.ReadAllTextAsync(hours), StringComparison.Ordinal);
        var verified = await CommandLine.RunAsync("verify", export, "--anchors", anchors, "--key", key, "--directory", hours);
        Assert.True(verified.Code == 0, verified.Error);
        Assert.Contains("工作时间以外送出0条", verified.Output, StringComparison.Ordinal);
        Assert.Matches("重新计算了[1-9][0-9]*个工作时段，全部一致（其中旧格式0个", verified.Output);

        var anchored = (int)File.ReadLines(anchors).Select(CertificateAnchor.Read).Max(a => a!.Head.Count);
        var middle = anchored / 2;
        var changes = new Dictionary<string, string[]>
        {
            ["edit"] = [.. lines[..middle], lines[middle].Replace("\"at\":\"2", "\"at\":\"3", StringComparison.Ordinal), .. lines[(middle + 1)..]],
            ["insert"] = [.. lines[..middle], lines[middle - 1], .. lines[middle..]],
            ["delete"] = [.. lines[..middle], .. lines[(middle + 1)..]],
            ["reorder"] = [.. lines[..middle], lines[middle + 1], lines[middle], .. lines[(middle + 2)..]],
            ["cut"] = lines[..(anchored - 1)],
        };
        foreach (var (kind, changed) in changes)
        {
            var (code, _, error) = await VerifyAsync(kind, changed, "--anchors", anchors, "--key", key);
            Assert.True(code == 1, $"{kind}: {code} {error}");
            Assert.Contains(kind == "cut" ? "核对不通过：末尾被截断" : $"核对不通过：第{middle + 1}行", error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await VerifyAsync("same", lines, "--anchors", anchors, "--key", key)).Code);

        // All hashes computed anew around an invented window: the anchors find it, and so does the calendar without them.
        var sent = Array.FindIndex(entries, e => e is { Event: CertificateEvents.Sent, Window: not null });
        var night = entries[sent].At!.Value.AddHours(-8);
        var forged = Rechain(entries.Select((e, i) => i == sent ? e with { At = night, Window = e.Window! with { Opens = night.AddHours(-1), Closes = night.AddHours(2) } } : e));
        Assert.Equal(1, (await VerifyAsync("forged", forged, "--anchors", anchors)).Code);
        var (alone, _, said) = await VerifyAsync("forged", forged);
        Assert.Equal(1, alone);
        Assert.Contains($"第{sent + 1}行（消息{entries[sent].Message}）写的工作时段", said, StringComparison.Ordinal);
    }

    /// <summary>An ordinary and an urgent circular in the evening; the urgent one goes out at night, the other in the morning.</summary>
    private static async Task LiveOneNightAsync(BotProcess bot)
    {
        await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, "wuyan");
        var approver = await ChatClient.OpenAsync(bot, "zhengguo");
        var village = await ChatClient.OpenAsync(bot, "chenmei");
        await admin.SayAsync("发通知");
        await admin.SayAsync("石桥镇");
        await admin.SayAsync("关于推荐减负联系点的通知\n请各村商量后推荐一个联系点，不用附材料。");
        var plain = Regex.Match(await admin.SayAsync("提交审批"), @"TZ-\d{4}-[0-9A-Z]{4}").Value;
        await approver.SayAsync($"通过 {plain}");
        await TestKit.Eventually.TrueAsync(async () => Regex.IsMatch(await admin.SayAsync($"进度 {plain}"), "等工作时间.*：4"), "the circular waits for the morning");
        var (urgent, _) = await UrgentCircular.SubmitAsync(admin, approver);
        await approver.SayAsync($"通过 {urgent}");
        await TestKit.Eventually.TrueAsync(async () => (await admin.SayAsync($"进度 {urgent}")).Contains("平台已接收：4", StringComparison.Ordinal), "the urgent circular is delivered");

        await bot.MoveClockAsync(await bot.NextOpeningAsync());
        await village.WaitForAsync(a => ChatClient.TextOf(a).Contains("联系点", StringComparison.Ordinal));
        await TestKit.Eventually.TrueAsync(async () => (await admin.SayAsync($"进度 {plain}")).Contains("平台已接收：4", StringComparison.Ordinal), "the circular is delivered");
        // The day that is over is stated and anchored.
        await TestKit.Eventually.TrueAsync(() => File.Exists(Path.Combine(bot.DataDirectory, "certificate", "anchors-demo.txt")), "the first anchor is written");
    }

    private async Task<(int Code, string Output, string Error)> VerifyAsync(string name, string[] lines, params string[] options)
    {
        var file = Path.Combine(_folder.FullName, $"{name}.jsonl");
        await File.WriteAllLinesAsync(file, lines);
        return await CommandLine.RunAsync(["verify", file, .. options]);
    }

    private static string[] Rechain(IEnumerable<CertificateEntry> entries)
    {
        var head = CertificateHead.Start;
        List<string> chained = [];
        foreach (var entry in entries)
        {
            (var line, head) = CertificateChain.Seal(head, entry with { More = null }, default);
            chained.Add(line);
        }
        return [.. chained];
    }
}
