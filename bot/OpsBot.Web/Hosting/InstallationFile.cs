using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>The mark in the data folder.</summary>
internal sealed class InstallationFile(string dataDirectory)
{
    private readonly string _path = Path.Combine(dataDirectory, "installation.json");

    /// <summary>Null when there is none. One that cannot be read stops the start: it may be that of real data.</summary>
    public InstallationMark? Read()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            if (JsonSerializer.Deserialize<InstallationMark>(File.ReadAllText(_path), StoredJson.Options) is { Tenant: { Length: > 0 } } mark)
                return mark;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new StartupFaultException(StartTexts.UnreadableMark(_path));
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(InstallationMark mark)
    {
        Directory.CreateDirectory(dataDirectory);
        var draft = $"{_path}.{Environment.ProcessId}";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, mark, StoredJson.Options);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, _path, overwrite: true);
    }

    /// <summary>Throws when the folder's mark is another one.</summary>
    public void Check(InstallationMark now)
    {
        if (Read() is { } mark)
            InstallationPolicy.Check(mark, now, StartTexts.DataFolder(dataDirectory));
    }
}
