using System.CommandLine;
using OpsBot.Core.Certificates;
using OpsBot.Core.Tests.Certificates;
using OpsBot.Web.Commands;

namespace OpsBot.Core.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsbot-verify-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Verify_ExportAnchorsAndKey_PrintsTheStatementsByteForByte()
    {
        var (export, anchors, key, lines) = await FilesAsync();

        var (code, output, error) = Run("verify", export, "--anchors", anchors, "--key", key);

        Assert.Equal(("", 0), (error, code));
        var stated = lines.Where(l => l.Contains("\"event\":\"statement\"", StringComparison.Ordinal)).ToArray();
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(stated.Length, printed.Length - 2);
        Assert.All(printed[..^2].Zip(stated), pair => Assert.Contains($"\"statement\":{pair.First},", pair.Second));
        Assert.Contains("工作时间以外送出0条", printed[^2]);
        Assert.Contains("均由这把公钥签出", printed[^2]);
        Assert.Matches("重新计算了[1-9][0-9]*个工作时段，全部一致（其中旧格式0个", printed[^1]);
    }

    [Fact]
    public async Task Verify_EditedLine_SaysWhere()
    {
        var (export, anchors, key, lines) = await FilesAsync();
        lines[9] = lines[9].Replace("\"at\":\"2026", "\"at\":\"2025", StringComparison.Ordinal);
        File.WriteAllLines(export, lines);

        var (code, _, error) = Run("verify", export, "--anchors", anchors, "--key", key);

        Assert.Equal(1, code);
        Assert.StartsWith("核对不通过：第10行", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Verify_CutTailOrBrokenFiles_AreToldApart()
    {
        var (export, anchors, key, lines) = await FilesAsync();
        File.WriteAllLines(export, lines[..64]);
        Assert.Equal(0, Run("verify", export).Code);
        Assert.Equal(1, Run("verify", export, "--anchors", anchors).Code);
        Assert.Equal(2, Run("verify", export, "--key", export).Code);
        Assert.Equal(2, Run("verify", Path.Combine(_folder.FullName, "none")).Code);
        File.WriteAllText(anchors, "nothing\n");
        Assert.Equal(2, Run("verify", export, "--anchors", anchors, "--key", key).Code);
    }

    [Fact]
    public async Task Verify_InventedWindowInAConsistentChain_SaysWhichLineInChinese()
    {
        var (export, _, _, lines) = await FilesAsync();
        var at = Array.FindIndex(lines, l => CertificateChain.Parse(l)!.Entry is { Event: "sent", Class: "assignment" });
        var night = CertificateChain.Parse(lines[at])!.At.AddHours(12);
        var forged = Forge.With(lines, at, entry => entry with { At = night, Window = entry.Window! with { Opens = night.AddHours(-1), Closes = night.AddHours(1) } });
        // The statements told the same before and after, and nothing looks outside by the line's own words.
        File.WriteAllLines(export, forged.TakeWhile(l => !l.Contains("\"event\":\"statement\"", StringComparison.Ordinal)));

        var (code, _, error) = Run("verify", export);

        Assert.Equal(1, code);
        Assert.Matches($"^第{at + 1}行（消息m-[0-9-]+）写的工作时段（.+）和重新算出的不一样（应是.+）。", error);
        Assert.DoesNotContain("核对不通过", error);
    }

    private async Task<(string Export, string Anchors, string Key, string[] Lines)> FilesAsync()
    {
        var world = await CertificateWorld.ThirtyDaysAsync();
        var lines = await world.ExportAsync();
        var (export, anchors, key) = (Path.Combine(_folder.FullName, "log.jsonl"), Path.Combine(_folder.FullName, "anchors.txt"), Path.Combine(_folder.FullName, "key.pem"));
        File.WriteAllLines(export, lines);
        File.WriteAllLines(anchors, world.Anchors.Select(a => a.Text));
        File.WriteAllText(key, CertificateWorld.Key.PublicKey);
        return (export, anchors, key, lines);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new RootCommand { VerifyCommand.Create() }.Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
