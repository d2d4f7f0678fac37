using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.TestKit.Redis;

/// <summary>Several redis-servers that belong together, each in a folder of its own, killed at the end.</summary>
public abstract class RedisDeployment : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly string _directory = Directory.CreateTempSubdirectory("opsbot-redis-").FullName;
    private readonly Dictionary<int, Process> _servers = [];

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync(int port)
    {
        if (!_servers.Remove(port, out var server)) return;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    /// <summary>It keeps its sockets but answers nothing until <see cref="Thaw"/>.</summary>
    public void Freeze(int port) => Signal(port, "-STOP");

    public void Thaw(int port) => Signal(port, "-CONT");

    public async ValueTask DisposeAsync()
    {
        foreach (var port in _servers.Keys.ToArray())
            await KillAsync(port);
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Starts or, with the data it had, starts again; returns once it answers.</summary>
    protected async Task StartAsync(int port, params string[] settings)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, port.ToString(CultureInfo.InvariantCulture))).FullName;
        var file = Path.Combine(folder, "redis.conf");
        var isSentinel = settings.Any(line => line.StartsWith("sentinel ", StringComparison.Ordinal));
        string[] common = ["bind 127.0.0.1", $"port {port}", $"dir {folder}"];
        string[] data = isSentinel ? [] : ["appendonly yes", "appendfsync always", "save \"\"", "maxmemory-policy noeviction", "repl-diskless-sync-delay 0"];
        await File.WriteAllLinesAsync(file, [.. common, .. data, .. settings]);
        var start = new ProcessStartInfo("redis-server", isSentinel ? [file, "--sentinel"] : [file]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        _servers[port] = server;
        await UntilAsync(async () => server.HasExited ? throw new InvalidOperationException($"redis-server ended while starting on port {port}.") : await AskAsync(port, "PING") == "+PONG", $"port {port} answers");
    }

    /// <summary>The first line of the answer, or for a text its words; empty when nobody answers.</summary>
    protected static async Task<string> AskAsync(int port, string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            using var lines = new StreamReader(stream);
            var head = await lines.ReadLineAsync() ?? "";
            if (!head.StartsWith('$')) return head;
            var text = new char[int.Parse(head[1..], CultureInfo.InvariantCulture)];
            await lines.ReadBlockAsync(text);
            return new string(text);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return "";
        }
    }

    protected static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > StartTimeout) throw new TimeoutException($"Not within {StartTimeout}: {what}");
            await Task.Delay(50);
        }
    }

    private void Signal(int port, string signal)
    {
        using var kill = Process.Start("kill", [signal, _servers[port].Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
