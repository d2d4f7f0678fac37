using System.CommandLine;
using OpsBot.Web.Commands;

if (args is ["ask" or "import", ..])
    return new RootCommand("OpsBot") { AskCommand.Create(), ImportCommand.Create() }.Parse(args).Invoke();

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/health/live", () => "ok");
app.Run();
return 0;
