using System.CommandLine;
using System.Text.Json;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Web.Commands;

namespace OpsBot.Core.Tests.Commands;

public sealed class AskCommandTests
{
    [Fact]
    public void Ask_Question_PrintsTheAnswer()
    {
        var (code, output, error) = Run("ask", "浙江29条", "--packs", RepositoryFiles.Packs);

        Assert.Equal(0, code);
        Assert.Contains("不提倡对服务数量、问题办结率等进行考核排名", output);
        Assert.Empty(error);
    }

    [Fact]
    public void Ask_LinesWithFaults_AnswersTheRestAndNamesTheLines()
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, ["{\"id\":\"a\",\"q\":\"浙江29条\"}", "not json", "{\"id\":\"b\"}", "", "{\"id\":7,\"q\":\"你好\"}"]);

        var (code, output, error) = Run("ask", "--jsonl", file, "--packs", RepositoryFiles.Packs);
        File.Delete(file);

        Assert.Equal(1, code);
        Assert.Contains("Line 2:", error);
        Assert.Contains("Line 3:", error);
        var results = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, results.Count);
        Assert.Equal("answered", results[0].GetProperty("status").GetString());
        Assert.Equal("zhejiang-2020:29", results[0].GetProperty("citations")[0].GetProperty("clause").GetString());
        Assert.Equal(JsonValueKind.Null, results[0].GetProperty("verdict").ValueKind);
        Assert.Equal("smalltalk", results[1].GetProperty("status").GetString());
        Assert.Equal(7, results[1].GetProperty("id").GetInt32());
        Assert.Contains("不提倡", output);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "问题", "--jsonl", "x.jsonl")]
    [InlineData("ask", "--jsonl", "/no/such/file.jsonl")]
    [InlineData("ask", "问题", "--packs", "/no/such/folder")]
    public void Ask_WrongArguments_EndsWithTwoAndSaysWhy(params string[] arguments)
    {
        string[] all = arguments.Contains("--packs") ? arguments : [.. arguments, "--packs", RepositoryFiles.Packs];

        var (code, output, error) = Run(all);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Import_File_PrintsReviewAndWritesOnlyWithOut()
    {
        var target = Directory.CreateTempSubdirectory();
        var source = RepositoryFiles.RawSources[4];

        var (code, output, _) = Run("import", source, "--packs", RepositoryFiles.Packs);
        Assert.Equal(0, code);
        Assert.Contains("huizhou:¶13.2", output);
        Assert.Contains("热门文章", output);
        Assert.Empty(target.GetFileSystemInfos());

        Run("import", source, "--packs", RepositoryFiles.Packs, "--out", target.FullName);
        Assert.Equal(
            File.ReadAllText(Path.Combine(RepositoryFiles.Packs, "huizhou", "clauses.json")),
            File.ReadAllText(Path.Combine(target.FullName, "huizhou", "clauses.json")));
        target.Delete(true);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new RootCommand { AskCommand.Create(), ImportCommand.Create() }.Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
