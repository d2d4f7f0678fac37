using System.Text.Json;

namespace OpsBot.Redis.LocalServer;

/// <summary>
/// The data folder: a lock that admits one OpsBot at a time, and a note (readable by the owner only) about the server
/// that was last started here, so that one left over from a killed OpsBot can be stopped.
/// </summary>
internal sealed class LocalServerFolder : IDisposable
{
    private const string NoteName = "server.json";

    // Enough for some hundred commits, so that a server that is started again does not end at the first one.
    private const int NeededBytes = 256 * 1024;

    // Less than any commit that could still be kept.
    private const long FullBelowBytes = 16 * 1024;
    private readonly FileStream _held;
    private readonly string _notePath;

    private LocalServerFolder(string path, FileStream held)
    {
        FullPath = path;
        _held = held;
        _notePath = Path.Combine(path, NoteName);
    }

    public string FullPath { get; }

    public static LocalServerFolder Open(string directory)
    {
        var path = Path.GetFullPath(directory);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LocalServerException($"The data folder {path} cannot be created: {failure.Message}", failure);
        }

        try
        {
            var held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new LocalServerFolder(path, held);
        }
        catch (IOException failure)
        {
            throw new LocalServerException(
                $"The data folder {path} is in use by another OpsBot. Stop that one, choose another Redis:DataDirectory, "
                + "or let both share one Redis with Redis:Connection.", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new LocalServerException($"The data folder {path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>The server of the OpsBot that holds the folder now; null when nobody holds it.</summary>
    public static RedisEndpoint? RunningIn(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (!File.Exists(Path.Combine(path, "lock"))) return null;
        try
        {
            using var free = new FileStream(Path.Combine(path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return ReadNote(Path.Combine(path, NoteName))?.Endpoint;
        }
    }

    /// <summary>Null when there is no note or a crash left half of one.</summary>
    public LocalServerNote? ReadNote() => ReadNote(_notePath);

    private static LocalServerNote? ReadNote(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<LocalServerNote>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void WriteNote(LocalServerNote note)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var fresh = _notePath + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, options)) JsonSerializer.Serialize(file, note);
        File.Move(fresh, _notePath, overwrite: true);
    }

    /// <summary>
    /// Writes as much as the server needs to go on and takes it away again: the only question that a full disk, a quota and a
    /// disk without writing answer alike. Only for when no server runs, because it takes the last room for a moment.
    /// </summary>
    public bool HasRoom()
    {
        var trial = Path.Combine(FullPath, "room");
        try
        {
            using var file = new FileStream(trial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0 });
            file.Write(new byte[NeededBytes]);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What the file system says without writing anything; a quota may be used up all the same.</summary>
    public bool LooksFull()
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(FullPath)! : FullPath).AvailableFreeSpace < FullBelowBytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // it cannot be told, and what is written will show it
        }
    }

    public void DeleteNote() => File.Delete(_notePath);

    public void Dispose() => _held.Dispose();
}
