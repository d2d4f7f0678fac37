using System.CommandLine;
using OpsBot.Core.Tests.Documents;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Texts;
using OpsBot.Web.Commands;

namespace OpsBot.Core.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void Import_ChangedFile_ShowsTheDifferenceAndKeepsBothVersions()
    {
        var file = Write("关于减负的办法\n第一条 会议原则上不超过1小时，不得层层陪会。\n第二条 检查每年不超过1次，不得重复检查。");
        Assert.Equal(0, Run("import", file, "--out", Out).Code);
        Write("关于减负的办法\n第一条 会议原则上不超过2小时，不得层层陪会。\n第二条 检查每年不超过1次，不得重复检查。");

        var sheet = Run("import", file, "--out", Out).Output;

        Assert.Contains("第 2 版", sheet);
        Assert.Contains($"-- {ImportTexts.ChangeHeading(Core.Regulations.Import.ClauseChangeKind.Changed)} 1\n1\n  - 会议原则上不超过1小时，不得层层陪会。\n  + 会议原则上不超过2小时，不得层层陪会。", sheet);
        var stored = File.ReadAllText(Path.Combine(Out, "imported", "clauses.json"));
        Assert.Contains("\"supersededBy\"", stored);
        Assert.Contains("不超过1小时", stored);
        Assert.Contains("不超过2小时", stored);
    }

    [Fact]
    public void Import_WithoutOut_WritesNothing()
    {
        var (code, output, _) = Run("import", Fixture.PathOf("circular.docx"), Fixture.PathOf("circular.pdf"));

        Assert.Equal(0, code);
        Assert.Contains("青禾县减负文件汇编", output);
        Assert.Contains("第 2 版", output);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Import_RefusedFileAmongOthers_SaysWhyAndReadsTheRest()
    {
        var (code, output, error) = Run("import", Fixture.PathOf("scan.pdf"), Fixture.PathOf("no-such-file"), Fixture.PathOf("circular.docx"));

        Assert.Equal(1, code);
        Assert.Contains(ImportTexts.RefusedScan, error);
        Assert.Contains("no-such-file", error);
        Assert.Contains("一(二)", output);
    }

    [Fact]
    public void Import_ReplacesUnknownOrBadPackName_IsRefused()
    {
        Assert.Contains("--replaces", Run("import", Fixture.PathOf("circular.docx"), "--replaces", "nothing").Error);
        Assert.Equal(2, Run("import", Fixture.PathOf("circular.docx"), "--pack", "../x", "--out", Out).Code);
        Assert.False(Directory.Exists(Out));
    }

    public void Dispose() => _folder.Delete(true);

    private string Out => Path.Combine(_folder.FullName, "packs");

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "办法.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new RootCommand { ImportCommand.Create() }.Parse([.. arguments, "--packs", RepositoryFiles.Packs])
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
