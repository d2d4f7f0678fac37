using System.CommandLine;
using System.Globalization;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.GroupGuard.Training;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary>
/// <c>train FILE --out FILE</c> learns the weights of the group guard from labelled messages, and says how well they do: in
/// five folds, and on the files named with <c>--test</c>, which it does not learn from.
/// </summary>
public static class TrainCommand
{
    public static Command Create()
    {
        var labels = new Argument<FileInfo>("labels") { Description = "Messages to learn from: {\"id\",\"text\",\"assignment\",\"emergency\"} a line." };
        var output = new Option<FileInfo?>("--out") { Description = "Where the weights are written; without it they are only measured." };
        var tests = new Option<FileInfo[]>("--test") { Description = "Labelled messages to measure with.", AllowMultipleArgumentsPerToken = true };
        var misses = new Option<bool>("--misses") { Description = "Print what was judged wrongly." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("train", "Learn and measure the weights of the group guard.") { labels, output, tests, misses, packs };
        command.SetAction(parsed =>
        {
            var writer = parsed.InvocationConfiguration.Output;
            try
            {
                var reader = PackReader.Open(parsed.GetValue(packs));
                var (cues, converter) = (reader.ReadCues(), reader.ReadConverter());
                var messages = Read(parsed.GetValue(labels)!);
                var showMisses = parsed.GetValue(misses);
                Print(writer, "5 folds", messages, new MessageCrossValidation(cues, converter).Run(messages), showMisses);
                var weights = MessageWeights.Parse(new MessageTrainer(cues, converter).Train(messages).ToText());
                var classifier = new MessageClassifier(cues, weights, converter);
                foreach (var file in parsed.GetValue(tests) ?? [])
                {
                    var held = Read(file);
                    Print(writer, file.Name, held, ClassifierFigures.Of(held, [.. held.Select(message => classifier.Judge(message.Text))]), showMisses);
                }
                if (parsed.GetValue(output) is { } target)
                    File.WriteAllText(target.FullName, weights.ToText());
                return 0;
            }
            catch (Exception fault) when (fault is IOException or FormatException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static IReadOnlyList<LabelledMessage> Read(FileInfo file)
    {
        try
        {
            return LabelledMessage.Read(File.ReadLines(file.FullName));
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{file.Name}: {fault.Message}", fault);
        }
    }

    private static void Print(TextWriter writer, string name, IReadOnlyList<LabelledMessage> messages, ClassifierFigures figures, bool misses)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {figures.Messages} messages, F1 {figures.F1:0.000} (precision {figures.Precision:0.000}, recall {figures.Recall:0.000}), emergency recall {figures.EmergencyRecall:0.000}, false emergencies {figures.EmergencyFalse}"));
        if (!misses) return;
        var wrong = figures.Misses.ToHashSet(StringComparer.Ordinal);
        foreach (var message in messages.Where(message => wrong.Contains(message.Id)))
            writer.WriteLine($"  {message.Id} assignment {message.Assignment} emergency {message.Emergency}: {message.Text}");
    }
}
