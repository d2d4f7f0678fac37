using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace OpsBot.TestKit.Redis;

/// <summary>
/// A private redis-server on a free loopback port for the tests of one class or assembly. It can be killed, frozen and
/// started again on the same port. Without redis-server the tests fail and say how to get it.
/// </summary>
public sealed class RedisServerFixture : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("opsbot-redis-").FullName;
    private readonly string[] _settings;
    private Process? _server;

    public RedisServerFixture()
        : this([])
    {
    }

    private RedisServerFixture(string[] settings) => _settings = settings;

    /// <param name="settings">Lines of redis.conf that come after, and so replace, the fixture's own.</param>
    public static RedisServerFixture With(params string[] settings) => new(settings);

    public int Port { get; private set; }

    public string Password { get; } = "p" + Guid.NewGuid().ToString("N");

    /// <summary>As <c>Redis:Connection</c> wants it.</summary>
    public string Connection => $"127.0.0.1:{Port},password={Password}";

    public async Task InitializeAsync()
    {
        Port = LoopbackPort.Free();
        await StartAsync();
    }

    /// <summary>Starts it, or starts it again after <see cref="KillAsync"/> with the data it had.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server", "-") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _directory };
        try
        {
            _server = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(
                "These tests need redis-server in PATH (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew install redis).", missing);
        }

        _server.OutputDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        string[] lines =
        [
            "bind 127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"port {Port}"), $"requirepass {Password}", $"dir {_directory}",
            "appendonly yes", "appendfsync always", "save \"\"", "maxmemory-policy noeviction", "enable-debug-command local", .. _settings,
        ];
        await _server.StandardInput.WriteAsync(string.Join('\n', lines) + '\n');
        _server.StandardInput.Close();
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_server.HasExited || started.Elapsed > StartTimeout) throw new InvalidOperationException($"redis-server did not start on port {Port}.");
            await Task.Delay(10);
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_server is null) return;
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>The server keeps its sockets but answers nothing until <see cref="Thaw"/>.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    public async Task DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _server!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\n"));
            var answer = "";
            var buffer = new byte[256];
            while (answer.Count(c => c == '\n') < 2)
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0) return false;
                answer += Encoding.ASCII.GetString(buffer, 0, read);
            }

            return answer == "+OK\r\n+PONG\r\n";
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }
}
