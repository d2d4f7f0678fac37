using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;
using OpsBot.Web.Documents;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary>Reads the files one after another, merges each into its pack in memory, prints the sheets, and writes at the end, if at all.</summary>
internal sealed class ImportRun(PackReader reader, ImportRequest request, TextWriter output, TextWriter error) : IDisposable
{
    private readonly SourceImporter _importer = reader.ReadImporter();
    private readonly IReadOnlyList<SourceSidecar> _sidecars = reader.ReadSidecars();
    private DocumentProcess? _documents;
    private readonly Dictionary<string, ClausePack> _packs = new(StringComparer.Ordinal);

    /// <returns>0 when every file was read, 1 when one was refused.</returns>
    public int Run()
    {
        var refused = 0;
        foreach (var file in request.Files)
        {
            if (ImportFile(file)) continue;
            refused++;
        }

        if (request.Target is { } target)
        {
            foreach (var pack in _packs.Values) Write(pack, target);
        }

        return refused == 0 ? 0 : 1;
    }

    public void Dispose() => _documents?.Dispose();

    private bool ImportFile(FileInfo file)
    {
        if (!file.Exists) return Refuse(file, ImportResult.Refused(ImportTexts.UnreadableFile(file.Name)));
        if (file.Length > _importer.MaximumBytes) return Refuse(file, ImportResult.Refused(RegulationTexts.RefusedTooLarge(_importer.MaximumBytes)));
        var content = File.ReadAllBytes(file.FullName);
        var reading = (_documents ??= new DocumentProcess(_importer.MaximumBytes)).Read(content);
        if (reading.Source is not { } source) return Refuse(file, ImportResult.Refused(reading.Refusal!));

        var (packId, record) = KnownAs(source.SourceHash);
        var result = _importer.Import(source, packId, record);
        if (result.Document is not { } document) return Refuse(file, result);
        var pack = _packs.TryGetValue(packId, out var open) ? open : Load(packId);
        if (request.Replaces is { } replaced && !pack.Documents.Any(item => item.Id == replaced && item.SupersededBy is null))
            return Refuse(file, ImportResult.Refused(ImportTexts.NoSuchDocument(replaced, packId)));
        var merge = PackMerge.Into(pack, document, result.Clauses, request.Replaces, request.Separate);
        _packs[packId] = merge.Pack;
        ReviewSheet.Write(output, file.Name, result, merge);
        return true;
    }

    private bool Refuse(FileInfo file, ImportResult result)
    {
        ReviewSheet.Write(output, file.Name, result, null);
        error.WriteLine($"{file.Name}: {result.Refusal}");
        return false;
    }

    private (string Pack, SourceRecord? Record) KnownAs(string hash)
    {
        foreach (var sidecar in _sidecars)
        {
            if (sidecar.Documents.FirstOrDefault(record => record.SourceSha256 == hash) is { } known) return (sidecar.Pack, known);
        }

        return (request.Pack, null);
    }

    // What was written before comes first; else what the library holds.
    private ClausePack Load(string id)
    {
        string[] places = request.Target is { } target ? [PathOf(target.FullName, id), PathOf(reader.Folder, id)] : [PathOf(reader.Folder, id)];
        return places.FirstOrDefault(File.Exists) is { } path ? ClausePack.Parse(File.ReadAllText(path)) : new ClausePack(id, [], []);
    }

    private void Write(ClausePack pack, DirectoryInfo target)
    {
        var path = PathOf(target.FullName, pack.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A reader sees the old file or the new one, never half of one.
        var draft = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(draft, pack.ToJson());
        File.Move(draft, path, overwrite: true);
        output.WriteLine($"→ {path}");
    }

    private static string PathOf(string folder, string pack) => Path.Combine(folder, pack, "clauses.json");
}
