using System.Diagnostics;

namespace OpsBot.Redis.LocalServer;

/// <summary>Finds programs in PATH and builds the command line of the child.</summary>
internal static class LocalServerProgram
{
    public static string Find(string program, string? path)
    {
        return Locate(program, path) ?? throw new LocalServerException(
            $"The program '{program}' was not found. OpsBot keeps its records in Redis. Install it (Debian, Ubuntu: "
            + "sudo apt-get install redis-server; macOS: brew install redis), or name the program with Redis:ServerProgram, "
            + "or set Redis:Connection to a Redis that is already running.");
    }

    /// <summary>
    /// The configuration comes on standard input, so no secret is on the command line. On Linux the child gets its own
    /// session (Ctrl-C in the terminal must reach only OpsBot, which still has to write while it stops) and dies with us.
    /// </summary>
    public static ProcessStartInfo Command(string server, string? path, string directory)
    {
        var words = new List<string>();
        if (OperatingSystem.IsLinux())
        {
            if (Locate("setsid", path) is { } setsid) words.Add(setsid);
            if (Locate("setpriv", path) is { } setpriv) words.AddRange([setpriv, "--pdeathsig", "TERM", "--"]);
        }

        words.AddRange([server, "-"]);
        return new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }

    private static string? Locate(string program, string? path)
    {
        if (program.Contains(Path.DirectorySeparatorChar)) return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
