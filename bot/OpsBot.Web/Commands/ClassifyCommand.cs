using System.CommandLine;
using OpsBot.Core.GroupGuard;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>classify --jsonl FILE</c> says of each message whether it assigns work and whether it tells of danger. Results go to standard output, everything else to standard error.</summary>
public static class ClassifyCommand
{
    public static Command Create()
    {
        var jsonl = new Option<FileInfo>("--jsonl") { Description = "A file with one {\"id\",\"text\"} a line; '-' reads standard input.", Required = true };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("classify", "Tell assignments of work and emergencies from other group messages.") { jsonl, packs };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            MessageClassifier classifier;
            try
            {
                classifier = PackReader.Open(parsed.GetValue(packs)).ReadClassifier();
            }
            catch (Exception fault) when (fault is IOException or FormatException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }

            return ClassifyFile(parsed.GetValue(jsonl)!, new ClassifyBatch(classifier), output, error);
        });
        return command;
    }

    private static int ClassifyFile(FileInfo file, ClassifyBatch batch, TextWriter output, TextWriter error)
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
