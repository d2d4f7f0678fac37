using System.CommandLine;
using OpsBot.Core.Regulations;
using OpsBot.Web.Model;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>ask "…"</c> prints the answer; <c>ask --jsonl FILE</c> answers one question a line. Results go to standard output, everything else to standard error.</summary>
public static class AskCommand
{
    public static Command Create()
    {
        var question = new Argument<string?>("question") { Description = "The question.", Arity = ArgumentArity.ZeroOrOne };
        var territory = new Option<string?>("--territory") { Description = "Where the asker works, for example 泉州市." };
        var jsonl = new Option<FileInfo?>("--jsonl") { Description = "A file with one {\"id\",\"q\"} a line; '-' reads standard input." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("ask", "Answer a question from the regulation library.") { question, territory, jsonl, packs };
        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            if ((parsed.GetValue(question) is null) == (parsed.GetValue(jsonl) is null))
            {
                error.WriteLine("Give either a question or --jsonl FILE.");
                return 2;
            }

            RegulationAnswerer answerer;
            AnswerPolish? polish;
            try
            {
                var reader = PackReader.Open(parsed.GetValue(packs));
                answerer = reader.ReadAnswerer();
                polish = parsed.GetValue(question) is null ? null : AnswerPolish.FromEnvironment(reader);
            }
            catch (Exception fault) when (fault is IOException or FormatException or ArgumentException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }

            var asker = new AskerContext(parsed.GetValue(territory));
            if (parsed.GetValue(question) is { } asked)
            {
                var answer = answerer.Answer(asked, asker);
                output.WriteLine((polish is null ? answer : await polish.ApplyAsync(answer, cancellation)).Text);
                return 0;
            }

            return AskFile(parsed.GetValue(jsonl)!, new AskBatch(answerer, asker), output, error);
        });
        return command;
    }

    private static int AskFile(FileInfo file, AskBatch batch, TextWriter output, TextWriter error)
    {
        if (file.Name == "-") return batch.Run(Console.In, output, error);
        if (!file.Exists)
        {
            error.WriteLine($"No file {file.FullName}.");
            return 2;
        }

        using var reader = file.OpenText();
        return batch.Run(reader, output, error);
    }
}
