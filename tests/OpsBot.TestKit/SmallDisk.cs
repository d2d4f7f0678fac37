using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace OpsBot.TestKit;

/// <summary>
/// A file system of its own with a few megabytes, which a test fills and empties. Mounting one needs the rights of root;
/// without them the test fails and says so.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string path)
    {
        Path = path;
        _filler = System.IO.Path.Combine(path, "filler");
    }

    public string Path { get; }

    public static SmallDisk Mount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("opsbot-disk-").FullName;
        var (code, said) = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", path);
        Assert.True(code == 0, $"A small file system could not be mounted; run the tests as root: {said}");
        return new SmallDisk(path);
    }

    /// <summary>Leaves not one byte.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(_filler, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, BufferSize = 0 });
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // That was the last one.
        }
    }

    public void MakeRoom() => File.Delete(_filler);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static (int Code, string Said) Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
