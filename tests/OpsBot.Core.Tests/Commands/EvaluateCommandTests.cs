using System.CommandLine;
using System.Text.Json;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Web.Commands;

namespace OpsBot.Core.Tests.Commands;

public sealed class EvaluateCommandTests
{
    private static readonly string Fixtures = Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "regulations");

    [Fact]
    public void Evaluate_LabelledFile_PrintsFiguresByType()
    {
        var (code, output, error) = Run("evaluate", Path.Combine(Fixtures, "questions_dev.jsonl"), "--packs", RepositoryFiles.Packs);

        Assert.Equal(0, code);
        Assert.Empty(error);
        var figures = JsonDocument.Parse(output).RootElement;
        Assert.Equal(131, figures.GetProperty("all").GetProperty("n").GetInt32());
        Assert.True(figures.GetProperty("situation").GetProperty("hit3").GetDouble() > 0.9);
        Assert.True(figures.GetProperty("verdict").GetProperty("macro_f1").GetDouble() > 0.75);
        Assert.True(figures.GetProperty("refusal").GetProperty("out_of_scope").GetDouble() >= 0.95);
    }

    [Theory]
    [InlineData("evaluate", "/no/such/file.jsonl")]
    [InlineData("evaluate", "/no/such/file.jsonl", "--folds", "0")]
    [InlineData("evaluate", "/no/such/file.jsonl", "--folds", "99")]
    public void Evaluate_WrongArguments_EndsWithTwoAndSaysWhy(params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--packs", RepositoryFiles.Packs]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new RootCommand { EvaluateCommand.Create() }.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
