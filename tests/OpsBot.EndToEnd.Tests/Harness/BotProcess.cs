using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>The real executable in a process of its own, on a free port, with a data folder that outlives it.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly StringWriter _errors = new();
    private Process? _process;

    public BotProcess(string? dataDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("opsbot-e2e-").FullName;
        Environment = environment ?? new Dictionary<string, string>();
        Port = FreePort();
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public string DataDirectory { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public HttpClient Http { get; }

    /// <summary>What the process wrote to standard error so far.</summary>
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
        var start = new ProcessStartInfo("dotnet", [Repository.BotAssembly, "--urls", Address.ToString(), "--data", DataDirectory])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = DataDirectory,
        };
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

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
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

    /// <summary>As <c>kill -9</c>: no code of the bot runs any more.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>As Ctrl-C in the shell; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync();
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>Process ids of the bot's own redis-server.</summary>
    public IReadOnlyList<int> RedisProcessIds() =>
        [.. Process.GetProcessesByName("redis-server").Where(OwnsOurFolder).Select(p => p.Id)];

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
        Http.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool OwnsOurFolder(Process process) =>
        new DirectoryInfo($"/proc/{process.Id}/cwd").ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(DataDirectory, StringComparison.Ordinal) == true;
}
