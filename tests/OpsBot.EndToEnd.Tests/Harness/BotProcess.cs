using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpsBot.TestKit;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>
/// The real bot in a process of its own, on a free port, with a data folder that outlives it. Its time of day starts at
/// <see cref="Morning"/> whatever the machine's is, and goes on over restarts; vendors' tokens and certificates keep the machine's.
/// </summary>
internal sealed class BotProcess : IAsyncDisposable
{
    /// <summary>A Wednesday in working hours, far from holidays and from the weeks in which the bot asks for next year's calendar.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 9, 9, 9, 30, 0, TimeSpan.FromHours(8));

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private const string ClockVariable = "OPSBOT_TEST_CLOCK_AHEAD";
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private readonly StringWriter _errors = new();
    private readonly DateTimeOffset _madeAt = TimeProvider.System.GetUtcNow();
    private Process? _process;

    public BotProcess(string? dataDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("opsbot-e2e-").FullName;
        Environment = environment ?? new Dictionary<string, string>();
        Port = LoopbackPort.Free();
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public string DataDirectory { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public HttpClient Http { get; }

    /// <summary>Which part it plays; null: its default.</summary>
    public string? Role { get; init; }

    /// <summary>The bot's time of day when this object was made.</summary>
    public DateTimeOffset Clock { get; init; } = Morning;

    /// <summary>The product itself, with the machine's time of day; for the tests that need just that.</summary>
    public bool IsProduct { get; init; }

    /// <summary>What the process wrote to standard error so far, over all its starts.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public static async Task<BotProcess> StartedAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var bot = new BotProcess(environment: environment);
        await bot.StartAsync();
        return bot;
    }

    /// <summary>Starts the executable and waits until <c>/health/ready</c> says yes.</summary>
    public async Task StartAsync()
    {
        Launch();
        await ReadyAsync();
    }

    public void Launch()
    {
        string[] role = Role is null ? [] : ["--role", Role];
        string[] executable = IsProduct ? [Repository.BotAssembly] : ["exec", "--runtimeconfig", Repository.BotRuntimeOptions, Repository.ClockedBotAssembly];
        var start = new ProcessStartInfo("dotnet", [.. executable, "--urls", Address.ToString(), "--data", DataDirectory, .. role])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = DataDirectory,
        };
        start.Environment[ClockVariable] = (Clock - _madeAt).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.WriteLine(line.Data);
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await IsReadyAsync(limit.Token))
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The bot stopped with code {_process.ExitCode}:\n{Errors}");
            await Task.Delay(20, limit.Token);
        }
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Calls a route of the demo; with a body it is a POST. The answer must be a success.</summary>
    public async Task<JsonObject> DemoAsync(string route, object? body = null)
    {
        using var answer = body is null ? await Http.GetAsync($"/api/demo/{route}") : await Http.PostAsJsonAsync($"/api/demo/{route}", body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Moves the demo clock to the next day's evening, when nobody works; returns the opening after it.</summary>
    public async Task<DateTimeOffset> MoveToNightAsync()
    {
        var now = DateTimeOffset.Parse((string)(await DemoAsync("clock"))["now"]!, CultureInfo.InvariantCulture);
        var night = new DateTimeOffset(now.Date.AddDays(1).AddHours(20), now.Offset);
        var moved = await DemoAsync("clock", new { to = night });
        Assert.False((bool)moved["open"]!);
        return DateTimeOffset.Parse((string)moved["nextOpening"]!, CultureInfo.InvariantCulture);
    }

    /// <summary>As <c>kill -9</c>: no code of the bot runs any more.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process!.HasExited, "The bot had stopped before it was killed:\n" + Errors);
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
        Forget();
    }

    /// <summary>As Ctrl-C in the shell; returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        Signal(_process!.Id, "TERM");
        return ExitAsync();
    }

    /// <summary>Waits until the process has ended by itself; returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        // Returns after the last line of its output.
        await _process!.WaitForExitAsync().WaitAsync(StopLimit);
        var code = _process.ExitCode;
        Forget();
        return code;
    }

    /// <summary>Sends a signal by its name without <c>SIG</c>.</summary>
    public static void Signal(int processId, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ids of the processes of redis-server that work in the bot's data folder.</summary>
    public IReadOnlyList<int> RedisProcessIds() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(IsOwnRedis)];

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await StopAsync();
        Forget();
        Http.Dispose();
        // A server that lost its bot by a kill ends by itself, and must be gone before its folder is.
        await TestKit.Eventually.TrueAsync(() => RedisProcessIds().Count == 0, "the bot's redis-server ends");
        Directory.Delete(DataDirectory, recursive: true);
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }

    private bool IsOwnRedis(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/comm").TrimEnd() == "redis-server"
                && new FileInfo($"/proc/{processId}/cwd").LinkTarget?.StartsWith(DataDirectory, StringComparison.Ordinal) == true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
