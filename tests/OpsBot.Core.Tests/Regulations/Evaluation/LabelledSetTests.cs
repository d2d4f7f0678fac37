using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Evaluation;

namespace OpsBot.Core.Tests.Regulations.Evaluation;

/// <summary>Floors under the figures on the labelled questions; the same figures come from <c>./run.sh evaluate</c>.</summary>
public sealed class LabelledSetTests
{
    private static readonly LabelledClauses Clauses = LabelledClauses.ParseLines(File.ReadLines(PathOf("clauses.jsonl")));

    [Theory]
    [InlineData("questions_dev.jsonl", 0.95, 0.98, 0.93, 0.95)]
    [InlineData("questions_own.jsonl", 0.95, 0.98, 0.90, 0.95)]
    [InlineData("questions_own2.jsonl", 0.92, 0.97, 0.90, 0.90)]
    public void Answer_LabelledQuestions_StaysAboveTheFloor(string file, double hit1, double hit3, double macroF1, double outOfScope)
    {
        var figures = AnswerEvaluator.Evaluate(Read(file), Clauses, question => TestLibrary.Ask(question.Q));
        var misses = string.Join('\n', figures.Misses);

        Assert.True(figures.Ranks["all"].Hit1 >= hit1, misses);
        Assert.True(figures.Ranks["all"].Hit3 >= hit3, misses);
        Assert.True(figures.Verdict.MacroF1 >= macroF1, misses);
        Assert.True(figures.Shown >= 0.95, misses);
        Assert.Equal(1, figures.Verbatim);
        Assert.True(figures.Hedge is null or 1, misses);
        Assert.True(figures.Refusal["false_refusal"] <= 0.03, misses);
        Assert.True(figures.Refusal["out_of_scope"] >= outOfScope, misses);
        Assert.Equal(1, figures.Refusal["adversarial"]);
    }

    [Fact]
    public void Answer_AnyLabelledQuestion_GivesNoVerdictWithoutClause() =>
        Assert.All(Read("questions_dev.jsonl"), question =>
        {
            var answer = TestLibrary.Ask(question.Q);
            Assert.True(answer.Verdict is null || answer.Citations.Count > 0);
            Assert.True(answer.Status == AnswerStatus.Answered || answer.Verdict is null);
        });

    private static IReadOnlyList<LabelledQuestion> Read(string file) => LabelledQuestion.ParseLines(File.ReadLines(PathOf(file)));

    private static string PathOf(string file) => Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "regulations", file);
}
