using System.CommandLine;
using OpsBot.Web.Documents;

namespace OpsBot.Web.Commands;

/// <summary>The child of <see cref="DocumentProcess"/>; not meant for people.</summary>
internal static class ReadDocumentCommand
{
    public static Command Create()
    {
        var limit = new Argument<int>("bytes") { Description = "Largest document." };
        var command = new Command(DocumentProcess.Verb, "Read documents from standard input.") { limit };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            return DocumentServer.Run(input, output, parsed.GetValue(limit));
        });
        return command;
    }
}
