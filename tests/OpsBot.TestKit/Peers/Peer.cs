using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace OpsBot.TestKit.Peers;

/// <summary>Runs a script of <c>tests/peers</c> with node. What is missing fails the test and says how to get it.</summary>
public static class Peer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The exit code, and what it wrote to both outputs.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, IEnumerable<string> arguments, string input = "")
    {
        var folder = Folder();
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"Run 'npm ci --ignore-scripts' in {folder} first.");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Start(start);
        using var timeout = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output + await errors);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Fail("node is missing. Install it (Debian/Ubuntu package nodejs).");
            throw;
        }
    }

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "OpsBot.sln")))
                return Path.Combine(at.FullName, "tests", "peers");
        throw new DirectoryNotFoundException("OpsBot.sln is not above the tests.");
    }
}
