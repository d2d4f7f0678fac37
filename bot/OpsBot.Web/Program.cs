using System.CommandLine;
using OpsBot.Web.Commands;
using OpsBot.Web.Hosting;

InlineSockets.Prefer();
// Without a verb it serves; options alone belong to serve.
if (args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")))
    args = ["serve", .. args];
var root = new RootCommand("OpsBot: a chat-ops bot that lifts formalism burdens from grass-roots cadres.")
{
    ServeCommand.Create(),
    AskCommand.Create(),
    EvaluateCommand.Create(),
    ClassifyCommand.Create(),
    TrainCommand.Create(),
    ImportCommand.Create(),
    ExportLogCommand.Create(),
    VerifyCommand.Create(),
    ImportCalendarCommand.Create(),
    SimulateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
