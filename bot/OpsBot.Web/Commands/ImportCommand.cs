using System.CommandLine;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>import FILE…</c> prints a review sheet; nothing is written without <c>--out DIR</c>.</summary>
public static class ImportCommand
{
    private const string UnknownPack = "imported";

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "UTF-8 text or HTML files.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<DirectoryInfo?>("--out") { Description = "Write PACK/clauses.json under this folder." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("import", "Read source documents and print what would become clauses.") { files, target, packs };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                return Run(PackReader.Open(parsed.GetValue(packs)), parsed.GetValue(files)!, parsed.GetValue(target), output, error);
            }
            catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static int Run(PackReader reader, FileInfo[] files, DirectoryInfo? target, TextWriter output, TextWriter error)
    {
        var importer = reader.ReadImporter();
        var sidecars = reader.ReadSidecars();
        var results = new List<ImportResult>();
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file.FullName);
            var result = ImportOne(importer, sidecars, content);
            ReviewSheet.Write(output, file.Name, result);
            if (result.Refusal is not null) error.WriteLine($"{file.Name}: {result.Refusal}");
            results.Add(result);
        }

        if (target is not null) WritePacks(results, target, output);
        return results.Any(result => result.Refusal is not null) ? 1 : 0;
    }

    private static ImportResult ImportOne(SourceImporter importer, IReadOnlyList<SourceSidecar> sidecars, byte[] content)
    {
        var hash = SourceImporter.HashOf(content);
        foreach (var sidecar in sidecars)
        {
            if (sidecar.Documents.FirstOrDefault(record => record.SourceSha256 == hash) is { } known)
                return importer.Import(content, sidecar.Pack, known);
        }

        return importer.Import(content, UnknownPack);
    }

    private static void WritePacks(List<ImportResult> results, DirectoryInfo target, TextWriter output)
    {
        foreach (var pack in results.Where(result => result.Document is not null).GroupBy(result => result.Document!.PackId))
        {
            var folder = target.CreateSubdirectory(pack.Key);
            var path = Path.Combine(folder.FullName, "clauses.json");
            File.WriteAllText(path, new ClausePack(pack.Key, [.. pack.Select(result => result.Document!)], [.. pack.SelectMany(result => result.Clauses)]).ToJson());
            output.WriteLine($"→ {path}");
        }
    }
}
