using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Evaluation;
using OpsBot.Core.Regulations.Examples;

namespace OpsBot.Core.Tests.Regulations.Examples;

public sealed class ExampleQuestionTests
{
    private static readonly IReadOnlyList<ExampleQuestion> Blind =
        ExampleQuestion.ParseLines(File.ReadLines(Path.Combine(RepositoryFiles.Fixtures, "examples_blind.jsonl")));

    [Fact]
    public void Pack_EveryExample_IsUniqueAndNamesClausesOfTheLibraryExactlyWhenItIsAnswered()
    {
        Assert.Equal(TestLibrary.Pack.Examples.Count, TestLibrary.Pack.Examples.Select(example => example.Q).Distinct().Count());
        Assert.All(TestLibrary.Pack.Examples, example =>
        {
            Assert.Equal(example.Kind is ExampleKind.Judgement or ExampleKind.Fact, example.Clauses is { Count: > 0 });
            Assert.All(example.Clauses ?? [], id => Assert.NotNull(TestLibrary.Pack.Library.Find(id)));
            Assert.True(example.Kind == ExampleKind.Judgement || example.Verdict is null, example.Q);
        });
    }

    [Fact]
    public void Pack_Examples_AreNoneOfTheQuestionsThatMeasureThem()
    {
        var measured = Directory.EnumerateFiles(RepositoryFiles.Fixtures, "questions_*.jsonl").SelectMany(file => LabelledQuestion.ParseLines(File.ReadLines(file))).Select(question => question.Q)
            .Concat(Blind.Select(question => question.Q)).ToHashSet();

        Assert.DoesNotContain(TestLibrary.Pack.Examples, example => measured.Contains(example.Q));
    }

    // Written apart from the examples and the word lists, by clause text alone. A random half of it chose the weights in
    // search.json; no word, act or example was written for a case of it.
    [Fact]
    public void Answer_QuestionsOfAnotherHand_StaysAboveTheFloor()
    {
        var answered = Blind.Where(question => question.Clauses is not null).Select(question => (question, TestLibrary.Ask(question.Q))).ToList();
        double Share(Func<(ExampleQuestion Question, Answer Answer), bool> holds) => answered.Count(entry => holds(entry)) / (double)answered.Count;
        var outside = Blind.Where(question => question.Kind is ExampleKind.OffTopic or ExampleKind.Elsewhere or ExampleKind.NotGiven).ToList();

        Assert.InRange(Share(entry => entry.Answer.Citations.Take(1).Any(cited => entry.Question.Clauses!.Contains(cited.ClauseId))), 0.82, 1);
        Assert.InRange(Share(entry => entry.Answer.Citations.Take(3).Any(cited => entry.Question.Clauses!.Contains(cited.ClauseId))), 0.89, 1);
        Assert.InRange(Share(entry => entry.Answer.Status is AnswerStatus.NoAnswer or AnswerStatus.Refused or AnswerStatus.SmallTalk), 0, 0.03);
        Assert.All(Blind.Where(question => question.Kind == ExampleKind.Refused), question => Assert.Contains(TestLibrary.Ask(question.Q).Status, new[] { AnswerStatus.Refused, AnswerStatus.NoAnswer }));
        Assert.InRange(outside.Count(question => TestLibrary.Ask(question.Q).Status is AnswerStatus.NoAnswer or AnswerStatus.Clarify) / (double)outside.Count, 0.84, 1);
    }

    [Fact]
    public void ParseLines_UnknownKind_NamesTheLine() =>
        Assert.Contains("Line 2", Assert.Throws<FormatException>(() => ExampleQuestion.ParseLines(["""{"q":"a","kind":"fact"}""", """{"q":"b","kind":"rumour"}"""])).Message);
}
