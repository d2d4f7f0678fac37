using System.Diagnostics;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Kills;

/// <summary>A process of the worker's host, warmed up ahead of its life, so that a cycle costs no start.</summary>
internal sealed class DeliveryProcess : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
    private readonly Process _process;
    private readonly Task<string?> _ready;

    public DeliveryProcess(RedisServerFixture server, string notebooks)
    {
        _process = Process.Start(StartOf(server.Connection, notebooks))!;
        _ready = _process.StandardOutput.ReadLineAsync();
    }

    public bool HasExited => _process.HasExited;

    private static string Root { get; } = FindRoot();

    public static ProcessStartInfo StartOf(string connection, string notebooks)
    {
        var assembly = Path.Combine(Root, "tests", "OpsBot.DeliveryProcess", "bin", Configuration, "net10.0", "OpsBot.DeliveryProcess.dll");
        return new ProcessStartInfo("dotnet", [assembly, connection, Path.Combine(Root, "manifests", "packs"), notebooks])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0" },
        };
    }

    public async Task GoAsync(string orders)
    {
        if (await _ready is null)
            throw new InvalidOperationException("The worker did not start: " + await _process.StandardError.ReadToEndAsync());
        await _process.StandardInput.WriteLineAsync(orders);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>True when it ended by itself within the time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>As <c>kill -9</c>. A worker that ended otherwise than by a kill is a fault.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 137)
            throw new InvalidOperationException($"The worker ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsBot.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the checkout: no OpsBot.sln above the test's folder.");
    }
}
