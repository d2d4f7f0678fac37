using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Evaluation;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>evaluate FILE</c> asks every labelled question and prints the figures as one JSON object.</summary>
public static class EvaluateCommand
{
    private const int Seed = 20260301;
    private const int MaximumFolds = 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Labelled questions, one JSON object a line." };
        var clauses = new Option<FileInfo?>("--clauses") { Description = "The clauses that the labels name; default: clauses.jsonl beside FILE." };
        var folds = new Option<int>("--folds") { Description = "Cross-validate: fit entries and weights on the other folds only.", DefaultValueFactory = _ => 1 };
        var misses = new Option<bool>("--misses") { Description = "Also print one line for each wrong answer." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("evaluate", "Score the regulation library on labelled questions.") { file, clauses, folds, misses, packs };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var count = parsed.GetValue(folds);
            if (count is < 1 or > MaximumFolds)
            {
                error.WriteLine($"--folds must be from 1 (no cross-validation) to {MaximumFolds}.");
                return 2;
            }

            try
            {
                var questionFile = parsed.GetValue(file)!;
                var clauseFile = parsed.GetValue(clauses)?.FullName ?? Path.Combine(questionFile.DirectoryName!, "clauses.jsonl");
                var questions = LabelledQuestion.ParseLines(File.ReadLines(questionFile.FullName));
                var labelled = LabelledClauses.ParseLines(File.ReadLines(clauseFile));
                Print(Evaluate(questions, labelled, PackReader.Open(parsed.GetValue(packs)).ReadRegulations(), count), parsed.GetValue(misses), parsed.InvocationConfiguration.Output);
                return 0;
            }
            catch (Exception fault) when (fault is IOException or FormatException or ArgumentException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static EvaluationFigures Evaluate(IReadOnlyList<LabelledQuestion> questions, LabelledClauses clauses, RegulationPack pack, int folds)
    {
        if (folds > 1) return CrossValidation.Run(questions, clauses, pack, folds, Seed);
        var answerer = new RegulationAnswerer(pack);
        return AnswerEvaluator.Evaluate(questions, clauses, question => answerer.Answer(question.Q, AskerContext.Unknown));
    }

    private static void Print(EvaluationFigures figures, bool misses, TextWriter output)
    {
        foreach (var miss in misses ? figures.Misses : []) output.WriteLine(miss);
        var result = figures.Ranks.ToDictionary(pair => pair.Key, pair => (object?)new { Hit1 = Round(pair.Value.Hit1), Hit3 = Round(pair.Value.Hit3), Mrr = Round(pair.Value.Mrr), pair.Value.N });
        result["verdict"] = new { Accuracy = Round(figures.Verdict.Accuracy), MacroF1 = Round(figures.Verdict.MacroF1), figures.Verdict.N };
        result["shown"] = Round(figures.Shown);
        result["hedge"] = Round(figures.Hedge);
        result["verbatim"] = Round(figures.Verbatim);
        result["refusal"] = figures.Refusal.ToDictionary(pair => pair.Key, pair => Round(pair.Value));
        output.WriteLine(JsonSerializer.Serialize(result, Options));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
