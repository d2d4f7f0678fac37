using System.CommandLine;
using OpsBot.Core.Texts;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>import FILE…</c> prints a review sheet; nothing is written without <c>--out DIR</c>.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Text, HTML, Word (.docx) or PDF files.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<DirectoryInfo?>("--out") { Description = "Write PACK/clauses.json under this folder." };
        var pack = new Option<string>("--pack") { Description = "The pack of files that no source.json knows.", DefaultValueFactory = _ => "imported" };
        var replaces = new Option<string?>("--replaces") { Description = "Id of the document that the file is a new version of; default: the one with the same title, issuer and territory." };
        var separate = new Option<bool>("--separate") { Description = "Keep the file apart from a document of the same title." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("import", "Read source documents and print what would become clauses.") { files, target, pack, replaces, separate, packs };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var request = new ImportRequest(
                    parsed.GetValue(files)!, parsed.GetValue(target), parsed.GetValue(pack)!, parsed.GetValue(replaces), parsed.GetValue(separate));
                if (!IsPackName(request.Pack))
                {
                    error.WriteLine(ImportTexts.BadPackName(request.Pack));
                    return 2;
                }

                using var run = new ImportRun(PackReader.Open(parsed.GetValue(packs)), request, output, error);
                return run.Run();
            }
            catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }

    // The name becomes a folder.
    private static bool IsPackName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
