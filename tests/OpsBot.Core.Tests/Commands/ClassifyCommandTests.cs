using System.CommandLine;
using System.Text.Json;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Web.Commands;

namespace OpsBot.Core.Tests.Commands;

public sealed class ClassifyCommandTests
{
    [Fact]
    public void Classify_LinesWithFaults_JudgesTheRestAndNamesTheLines()
    {
        var tooLong = "{\"id\":\"d\",\"text\":\"" + new string('长', 100_000) + "\"}";
        var (code, output, error) = OnFile(
            "{\"id\":\"a\",\"text\":\"请各村今天下班前报名单\"}", "not json", "{\"id\":\"b\"}", "{\"text\":\"好\"}", "", tooLong, "[1]",
            "{\"id\":7,\"text\":\"谢谢\",\"more\":1}");

        Assert.Equal(1, code);
        foreach (var line in new[] { 2, 3, 4, 6, 7 })
            Assert.Contains($"Line {line}:", error);
        var results = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, results.Count);
        Assert.Equal(["id", "assignment", "emergency"], results[0].EnumerateObject().Select(property => property.Name));
        Assert.True(results[0].GetProperty("assignment").GetBoolean());
        Assert.False(results[0].GetProperty("emergency").GetBoolean());
        Assert.Equal(7, results[1].GetProperty("id").GetInt32());
        Assert.False(results[1].GetProperty("assignment").GetBoolean());
    }

    [Fact]
    public void Classify_DevelopmentSet_PrintsOneLineForEach()
    {
        var file = Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "messages", "dev.jsonl");

        var (code, output, error) = Run("classify", "--jsonl", file, "--packs", RepositoryFiles.Packs);

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal(72, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("--jsonl", "/no/such/file.jsonl")]
    [InlineData("--jsonl", "x.jsonl", "--packs", "/no/such/folder")]
    public void Classify_WrongArguments_EndsWithTwoAndSaysWhy(params string[] arguments)
    {
        string[] packs = arguments.Contains("--packs") ? [] : ["--packs", RepositoryFiles.Packs];

        var (code, output, error) = Run(["classify", .. arguments, .. packs]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Train_FileWithFault_EndsWithTwoAndNamesTheLine()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "{\"id\":\"a\"}\n");

        var (code, _, error) = Run("train", file, "--packs", RepositoryFiles.Packs);
        File.Delete(file);

        Assert.Equal(2, code);
        Assert.Contains("Line 1", error);
    }

    private static (int Code, string Output, string Error) OnFile(params string[] lines)
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, lines);
        var result = Run("classify", "--jsonl", file, "--packs", RepositoryFiles.Packs);
        File.Delete(file);
        return result;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var root = new RootCommand { ClassifyCommand.Create(), TrainCommand.Create() };
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
