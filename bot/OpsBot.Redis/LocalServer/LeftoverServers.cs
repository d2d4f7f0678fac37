using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace OpsBot.Redis.LocalServer;

/// <summary>
/// Stops servers that a killed OpsBot left behind in the data folder: two servers on one append-only file would ruin it.
/// Only processes that work in that very folder are touched. The caller holds the folder's lock.
/// </summary>
internal static class LeftoverServers
{
    private const int LinuxNameLength = 15;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Returns the ids of the processes that were stopped.</summary>
    public static async Task<IReadOnlyList<int>> StopAsync(LocalServerFolder folder, string program, TimeSpan timeout, CancellationToken cancellation)
    {
        var note = folder.ReadNote();
        var found = Find(folder.FullPath, program, note);
        int[] ids = [.. found.Select(process => process.Id)];
        if (note is not null) await AskToStopAsync(note.Endpoint, folder.FullPath, cancellation);
        foreach (var process in found)
        {
            using (process) await EndAsync(process, timeout, cancellation);
        }

        return ids;
    }

    /// <summary>Asks a server to stop without writing anything more; false when nobody answers there with this password.</summary>
    public static async Task<bool> AskToStopAsync(RedisEndpoint endpoint, string? onlyInFolder, CancellationToken cancellation)
    {
        try
        {
            var limits = new RedisOptions { ConnectTimeout = AnswerTimeout, CallTimeout = AnswerTimeout };
            await using var connection = new RedisConnection(Options.Create(limits), TimeProvider.System, NullLogger<RedisConnection>.Instance);
            await connection.OpenAsync(RedisConfiguration.Of(endpoint), cancellation);
            if (onlyInFolder is not null)
            {
                var folder = (string[])(await connection.RunAsync(db => db.ExecuteAsync("CONFIG", "GET", "dir"), cancellation))!;
                if (folder is not [_, var path] || path != onlyInFolder) return false;
            }

            await connection.RunAsync(db => db.ExecuteAsync("SHUTDOWN", "NOSAVE"), cancellation);
            return false;
        }
        catch (RedisUnavailableException failure) when (failure is { IsConnectionLost: true, MayHaveRun: true })
        {
            return true; // the answer to SHUTDOWN is the end of the connection
        }
        catch (Exception failure) when (failure is RedisUnavailableException or RedisReplyException)
        {
            return false;
        }
    }

    private static List<Process> Find(string folder, string program, LocalServerNote? note)
    {
        var found = new List<Process>();
        var name = Path.GetFileName(program);
        if (name.Length > LinuxNameLength) name = name[..LinuxNameLength];
        foreach (var process in Process.GetProcesses())
        {
            if (WorksIn(process, folder, name, note)) found.Add(process);
            else process.Dispose();
        }

        return found;
    }

    private static bool WorksIn(Process process, string folder, string name, LocalServerNote? note)
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return process.Id == note?.ProcessId && process.ProcessName == name;

            // Not ProcessName: that takes the title which the server gives itself. Before it is redis-server it is setsid and setpriv.
            var comm = File.ReadAllText($"/proc/{process.Id}/comm").TrimEnd('\n');
            return (comm == name || comm is "setsid" or "setpriv")
                && new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == folder;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false; // it ended meanwhile, or it belongs to somebody else
        }
    }

    private static async Task EndAsync(Process process, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(); // with appendfsync always nothing that was answered is lost
            await process.WaitForExitAsync(cancellation);
        }
    }
}
