using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.Core.Texts;
using OpsBot.Redis.LocalServer;
using OpsBot.TestKit;

namespace OpsBot.Redis.Tests.LocalServer;

public sealed class LocalRedisServerTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "opsbot local " + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task StartAsync_NewFolder_IsPrivateDurableAndEvictsNothing()
    {
        await using var server = Server();
        await using var connection = await OpenAsync(server);
        Assert.Equal(LocalServerState.Running, server.State);
        Assert.Equal("yes", await SettingAsync(connection, "appendonly"));
        Assert.Equal("always", await SettingAsync(connection, "appendfsync"));
        Assert.Equal("noeviction", await SettingAsync(connection, "maxmemory-policy"));
        Assert.Equal("127.0.0.1", await SettingAsync(connection, "bind"));
        Assert.Equal(_folder, await SettingAsync(connection, "dir"));
        Assert.Empty((await RedisSafetyCheck.LookAsync(connection, CancellationToken.None)).Refusals(new RedisOptions(), bySentinel: false));
        var commandLine = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/cmdline");
        var note = JsonSerializer.Deserialize<LocalServerNote>(await File.ReadAllBytesAsync(Path.Combine(_folder, "server.json")));
        Assert.DoesNotContain(note!.Password, commandLine, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "server.json")));
    }

    [Fact]
    public async Task StopAsync_ThenStartAgain_KeepsTheRecords()
    {
        await using (var first = Server())
        {
            await using var connection = await OpenAsync(first);
            await connection.DoAsync(["SET", "{t}:kept", "1"]);
            var id = first.ProcessId!.Value;
            await connection.DisposeAsync();
            await first.StopAsync();
            Assert.Equal(LocalServerState.Stopped, first.State);
            Assert.False(IsAlive(id));
            Assert.False(File.Exists(Path.Combine(_folder, "server.json")));
        }

        await using var second = Server();
        await using var again = await OpenAsync(second);
        Assert.Equal("1", (await again.AskAsync(["GET", "{t}:kept"])).AsText());
    }

    [Fact]
    public async Task ChildKilled_WhileRunning_ComesBackOnTheSamePortWithTheRecords()
    {
        await using var server = Server();
        await using var connection = await OpenAsync(server);
        for (var round = 1; round <= 3; round++)
        {
            await connection.DoAsync(["SET", "{t}:round", round]);
            Kill(server.ProcessId!.Value);
            await Eventually.TrueAsync(() => server.Restarts == round && server.State == LocalServerState.Running, "started again");
            await Eventually.TrueAsync(() => connection.IsConnected, "reconnected");
            Assert.Equal(round, (await connection.AskAsync(["GET", "{t}:round"])).AsInteger());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartAsync_LeftoverOfAKilledOpsBot_IsStoppedFirst(bool frozen)
    {
        using var leftover = await StartLeftoverAsync();
        if (frozen) Process.Start("kill", ["-STOP", leftover.Id.ToString()]).WaitForExit();

        await using var server = Server(options => options.StopTimeout = TimeSpan.FromSeconds(1));
        await using var connection = await OpenAsync(server);
        Assert.True(leftover.HasExited);
        Assert.Equal("old", (await connection.AskAsync(["GET", "{t}:left"])).AsText());
    }

    [Fact]
    public async Task StartAsync_TruncatedEndOfTheFile_LoadsWhatIsWhole()
    {
        await using (var first = Server())
        {
            await using var connection = await OpenAsync(first);
            await connection.DoAsync(["SET", "{t}:a", "1"]);
            await connection.DoAsync(["SET", "{t}:b", new string('x', 100)]);
        }

        var file = Directory.GetFiles(Path.Combine(_folder, "appendonlydir"), "*.incr.aof").Single();
        await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length - 30);
        await using var second = Server();
        await using var again = await OpenAsync(second);
        Assert.Equal("1", (await again.AskAsync(["GET", "{t}:a"])).AsText());
        Assert.True((await again.AskAsync(["GET", "{t}:b"])).IsNull);
    }

    [Fact]
    public async Task StartAsync_BrokenFile_FailsWithTheServersWords()
    {
        await using (var first = Server())
        {
            await using var connection = await OpenAsync(first);
            for (var i = 0; i < 10; i++) await connection.DoAsync(["SET", $"{{t}}:{i}", "1"]);
        }

        var file = Directory.GetFiles(Path.Combine(_folder, "appendonlydir"), "*.incr.aof").Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(40, 60).Fill((byte)'#');
        await File.WriteAllBytesAsync(file, bytes);
        await using var second = Server();
        var failure = await Assert.ThrowsAsync<LocalServerException>(() => second.StartAsync(CancellationToken.None));
        Assert.Contains("redis-check-aof", failure.Message, StringComparison.Ordinal);
        Assert.Equal(LocalServerState.Stopped, second.State);
    }

    [Fact]
    public async Task StartAsync_SecondOpsBotOnTheFolder_IsRefusedAndTheFirstGoesOn()
    {
        await using var first = Server();
        await using var connection = await OpenAsync(first);
        await using var second = Server();
        var failure = await Assert.ThrowsAsync<LocalServerException>(() => second.StartAsync(CancellationToken.None));
        Assert.Contains("in use by another OpsBot", failure.Message, StringComparison.Ordinal);
        await connection.AskAsync(["PING"]);
    }

    [Fact]
    public async Task StartAsync_NoRedisServer_SaysHowToGetIt()
    {
        await using var server = Server(options => options.ServerProgram = "redis-server-that-is-not-there");
        var failure = await Assert.ThrowsAsync<LocalServerException>(() => server.StartAsync(CancellationToken.None));
        Assert.Contains("apt-get install redis-server", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Redis:Connection", failure.Message, StringComparison.Ordinal);
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        process.WaitForExit();
    }

    private static bool IsAlive(int id) => Directory.Exists($"/proc/{id}");

    private static async Task<string> SettingAsync(RedisConnection connection, string name) =>
        (await connection.AskAsync(["CONFIG", "GET", name])).AsArray()[1].AsText();

    /// <summary>A server as a killed OpsBot leaves it: running in the folder, with a note, and nobody who watches it.</summary>
    private async Task<Process> StartLeftoverAsync()
    {
        using var folder = LocalServerFolder.Open(_folder);
        await using var donor = new TestKit.Redis.RedisServerFixture();
        await donor.InitializeAsync();
        var port = donor.Port;
        await donor.KillAsync();
        var start = new ProcessStartInfo("redis-server", "-") { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(LocalServerConfiguration.Text(_folder, port, "leftover"));
        process.StandardInput.Close();
        folder.WriteNote(new LocalServerNote(1, process.Id, port, "leftover"));
        var options = Options.Create(new RedisOptions());
        RedisConnection? connection = null;
        while (connection is null)
        {
            var next = new RedisConnection(options, TimeProvider.System, NullLogger<RedisConnection>.Instance);
            try
            {
                await next.OpenAsync(RedisConfiguration.Of(new RedisEndpoint("127.0.0.1", port, "leftover")), CancellationToken.None);
                connection = next;
            }
            catch (RedisUnavailableException) when (!process.HasExited)
            {
                await next.DisposeAsync();
            }
        }

        await connection.DoAsync(["SET", "{t}:left", "old"]);
        await connection.DisposeAsync();
        return process;
    }

    [Fact]
    public async Task SupervisorFails_LiveTurnsRed()
    {
        var clock = new FailingClock();
        await using var server = Server(clock: clock);
        await using var connection = await OpenAsync(server);
        var live = new LocalServerLiveCheck(server);
        Assert.Equal(HealthStatus.Healthy, (await live.CheckHealthAsync(new HealthCheckContext())).Status);

        clock.Fails = true;
        Kill(server.ProcessId!.Value);

        await Eventually.TrueAsync(async () => (await live.CheckHealthAsync(new HealthCheckContext())).Status == HealthStatus.Unhealthy, "live turns red");
        Assert.Equal(HealthTexts.ServerAbandoned, (await live.CheckHealthAsync(new HealthCheckContext())).Description);
        clock.Fails = false;
    }

    private LocalRedisServer Server(Action<RedisOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new RedisOptions { DataDirectory = _folder };
        change?.Invoke(options);
        return new LocalRedisServer(Options.Create(options), clock ?? TimeProvider.System, NullLogger<LocalRedisServer>.Instance);
    }

    private static async Task<RedisConnection> OpenAsync(LocalRedisServer server)
    {
        var options = new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(20) };
        var connection = new RedisConnection(Options.Create(options), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        await connection.OpenAsync(RedisConfiguration.Of(await server.StartAsync(CancellationToken.None)), CancellationToken.None);
        return connection;
    }

    /// <summary>A bug in the supervisor's own thread.</summary>
    private sealed class FailingClock : TimeProvider
    {
        public volatile bool Fails;

        public override long GetTimestamp() => Fails ? throw new InvalidOperationException("A fault of the test.") : base.GetTimestamp();
    }
}
