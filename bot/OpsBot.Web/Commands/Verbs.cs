using System.CommandLine;
using OpsBot.Web.Hosting;

namespace OpsBot.Web.Commands;

/// <summary>The command line: which verbs there are.</summary>
internal static class Verbs
{
    /// <summary>Runs one command line and returns its exit code; <paramref name="clock"/> is the bot's time of day.</summary>
    public static Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        InlineSockets.Prefer();
        // Without a verb it serves; options alone belong to serve.
        if (args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")))
            args = ["serve", .. args];
        var root = new RootCommand("OpsBot: a chat-ops bot that lifts formalism burdens from grass-roots cadres.")
        {
            ServeCommand.Create(clock),
            AskCommand.Create(),
            EvaluateCommand.Create(),
            ClassifyCommand.Create(),
            TrainCommand.Create(),
            ImportCommand.Create(),
            ReadDocumentCommand.Create(),
            ExportLogCommand.Create(clock),
            VerifyCommand.Create(),
            ImportCalendarCommand.Create(clock),
            SimulateCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
