using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace OpsBot.Redis.LocalServer;

/// <summary>
/// OpsBot's own redis-server: started as a child on a free loopback port with a random password, started again on the
/// same port when it ends by itself, stopped at the end. Its records stay in the data folder.
/// </summary>
internal sealed partial class LocalRedisServer : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private const int KeptOutputLines = 20;
    private static readonly TimeSpan AnswerPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FirstRestartPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRestartPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(10);

    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LocalRedisServer> _logger;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private LocalServerFolder? _folder;
    private RedisEndpoint? _endpoint;
    private Process? _process;
    private Task _ended = Task.CompletedTask;
    private Task _reading = Task.CompletedTask;
    private bool _isEstablished;
    private volatile LocalServerState _state;

    public LocalRedisServer(IOptions<RedisOptions> options, TimeProvider time, ILogger<LocalRedisServer> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    public LocalServerState State => _state;

    /// <summary>How often it ended by itself and was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Id of the running child; null while there is none.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Returns when the server has loaded its data and answers.</summary>
    public async Task<RedisEndpoint> StartAsync(CancellationToken cancellation)
    {
        if (_state != LocalServerState.Stopped) throw new InvalidOperationException("The local Redis server is already started.");
        var path = Environment.GetEnvironmentVariable("PATH");
        var program = LocalServerProgram.Find(_options.ServerProgram, path);
        _folder = LocalServerFolder.Open(_options.DataDirectory);
        _state = LocalServerState.Starting;
        foreach (var id in await LeftoverServers.StopAsync(_folder, program, _options.StopTimeout, cancellation)) LogLeftover(id);

        for (var attempt = 1; ; attempt++)
        {
            _endpoint = new RedisEndpoint("127.0.0.1", FreePort(), RandomNumberGenerator.GetHexString(64, lowercase: true));
            _folder.WriteNote(new LocalServerNote(1, 0, _endpoint.Port, _endpoint.Password!));
            var command = LocalServerProgram.Command(program, path, _folder.FullPath);
            _ended = Supervise(command);
            if (await WaitUntilReadyAsync(cancellation)) break;
            var portTaken = _output.Any(line => line.Contains("Address already in use", StringComparison.Ordinal));
            if (!portTaken || attempt == PortAttempts) throw await FailedToStartAsync();
        }

        _state = LocalServerState.Running;
        LogStarted(ProcessId ?? 0, _endpoint.Port, _folder.FullPath);
        return _endpoint;
    }

    /// <summary>Stops the server; with appendfsync always every answered write is on disk already.</summary>
    public async Task StopAsync()
    {
        if (_state == LocalServerState.Stopped) return;
        _state = LocalServerState.Stopping;
        Process? last;
        lock (_gate)
        {
            _stopping.Cancel();
            last = _process;
        }

        if (_endpoint is not null) await LeftoverServers.AskToStopAsync(_endpoint, null, CancellationToken.None);
        try
        {
            await _ended.WaitAsync(_options.StopTimeout, _time);
        }
        catch (TimeoutException)
        {
            LogKilled(ProcessId ?? 0);
            last?.Kill();
            await _ended;
        }

        _folder!.DeleteNote();
        _folder.Dispose();
        _state = LocalServerState.Stopped;
        LogStopped();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>
    /// Linux sends the parent-death signal when the starting thread ends, not the process, so the child is started by a
    /// thread that lives as long as the child does.
    /// </summary>
    private Task Supervise(ProcessStartInfo command)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                RunUntilStopped(command);
                done.SetResult();
            }
            catch (Exception failure)
            {
                LogSupervisorFailed(failure);
                done.SetException(failure);
            }
        })
        { IsBackground = true, Name = "redis-server supervisor" };
        thread.Start();
        return done.Task;
    }

    private void RunUntilStopped(ProcessStartInfo command)
    {
        var pause = FirstRestartPause;
        while (true)
        {
            var startedAt = _time.GetTimestamp();
            using var child = Launch(command);
            if (child is null) return;
            while (!child.WaitForExit(int.MaxValue))
            {
                // The endless form would also wait for the end of the output, which a forked rewrite can hold open.
            }

            _reading.Wait(LastWordsTimeout);
            lock (_gate)
            {
                _process = null;
                ProcessId = null;
                if (_stopping.IsCancellationRequested || !_isEstablished) return;
                _state = LocalServerState.Restarting;
                Restarts++;
            }

            LogEnded(child.ExitCode, string.Join(" | ", _output));
            if (_time.GetElapsedTime(startedAt) > SteadyAfter) pause = FirstRestartPause;
            if (_stopping.Token.WaitHandle.WaitOne(pause)) return;
            pause = pause * 2 < LongestRestartPause ? pause * 2 : LongestRestartPause;
            _ = MarkRunningAsync();
        }
    }

    private Process? Launch(ProcessStartInfo command)
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested) return null;
            _output.Clear();
            var child = Process.Start(command) ?? throw new LocalServerException($"{command.FileName} did not start.");
            _process = child;
            ProcessId = child.Id;
            _reading = Task.WhenAll(KeepAsync(child.StandardOutput), KeepAsync(child.StandardError));
            _folder!.WriteNote(new LocalServerNote(1, child.Id, _endpoint!.Port, _endpoint.Password!));
            try
            {
                child.StandardInput.Write(LocalServerConfiguration.Text(_folder.FullPath, _endpoint.Port, _endpoint.Password!));
                child.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read its configuration; its exit code and output tell why.
            }

            return child;
        }
    }

    private async Task KeepAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            _output.Enqueue(line);
            if (_output.Count > KeptOutputLines) _output.TryDequeue(out _);
        }
    }

    /// <summary>False when the child ended first or took longer than <see cref="RedisOptions.StartTimeout"/>.</summary>
    private async Task<bool> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var startedAt = _time.GetTimestamp();
        while (!_ended.IsCompleted && _time.GetElapsedTime(startedAt) < _options.StartTimeout)
        {
            if (!await AnswersAsync(cancellation))
            {
                await Task.Delay(AnswerPause, _time, cancellation);
                continue;
            }

            lock (_gate)
            {
                if (_process is null) return false;
                _isEstablished = true;
                return true;
            }
        }

        return false;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            // Of its own, and without a word in the log: it is asked until the server has loaded its data.
            await using var connection = new RedisConnection(Options.Create(_options), _time, NullLogger<RedisConnection>.Instance);
            await connection.OpenAsync(RedisConfiguration.Of(_endpoint!), cancellation);
            return true;
        }
        catch (Exception failure) when (failure is RedisUnavailableException or RedisReplyException)
        {
            return false;
        }
    }

    private async Task MarkRunningAsync()
    {
        try
        {
            while (!await AnswersAsync(_stopping.Token)) await Task.Delay(AnswerPause, _time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_gate)
        {
            if (_process is null || _state != LocalServerState.Restarting) return;
            _state = LocalServerState.Running;
        }

        LogRestarted(ProcessId ?? 0);
    }

    private async Task<LocalServerException> FailedToStartAsync()
    {
        var reason = _ended.IsCompleted ? "ended" : $"did not answer within {_options.StartTimeout}";
        var tail = string.Join(Environment.NewLine, _output);
        var path = _folder!.FullPath;
        await StopAsync();
        return new LocalServerException($"redis-server {reason} while starting in {path}. Its last words:{Environment.NewLine}{tail}");
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    [LoggerMessage(LogLevel.Information, "redis-server {ProcessId} runs on loopback port {Port}, data in {Folder}")]
    private partial void LogStarted(int processId, int port, string folder);

    [LoggerMessage(LogLevel.Warning, "Stopped redis-server {ProcessId}, left behind by a killed OpsBot")]
    private partial void LogLeftover(int processId);

    [LoggerMessage(LogLevel.Error, "redis-server ended by itself (exit code {ExitCode}) and is started again. Its last words: {Output}")]
    private partial void LogEnded(int exitCode, string output);

    [LoggerMessage(LogLevel.Information, "redis-server runs again as {ProcessId}")]
    private partial void LogRestarted(int processId);

    [LoggerMessage(LogLevel.Warning, "redis-server {ProcessId} did not stop in time and is killed")]
    private partial void LogKilled(int processId);

    [LoggerMessage(LogLevel.Information, "redis-server stopped")]
    private partial void LogStopped();

    [LoggerMessage(LogLevel.Critical, "The supervisor of redis-server failed")]
    private partial void LogSupervisorFailed(Exception failure);
}
