using System.Collections.Concurrent;
using System.ComponentModel;
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
    private static readonly TimeSpan RoomPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NotePause = TimeSpan.FromSeconds(2);
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

    /// <summary>The disk of its folder is full: nothing can be written until somebody makes room.</summary>
    public bool IsDiskFull => _state == LocalServerState.WaitingForRoom || (_state == LocalServerState.Running && _folder?.LooksFull() == true);

    /// <summary>Nobody starts it again any more: the thread that does has failed. Only a new start of the process helps.</summary>
    public bool IsAbandoned => _isEstablished && _ended.IsCompleted && _state is not (LocalServerState.Stopping or LocalServerState.Stopped);

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
        // Why the supervisor failed, if it did, is in the log already.
        var ended = _ended.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await ended.WaitAsync(_options.StopTimeout, _time);
        }
        catch (TimeoutException)
        {
            LogKilled(ProcessId ?? 0);
            last?.Kill();
            await ended;
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
            using var child = LaunchOrNull(command);
            if (child is null)
            {
                if (_stopping.Token.WaitHandle.WaitOne(LongestRestartPause)) return;
                continue;
            }

            while (!child.WaitForExit(int.MaxValue))
            {
                // The endless form would also wait for the end of the output, which a forked rewrite can hold open.
            }

            Task.WaitAny([_reading], LastWordsTimeout);
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
            if (!WaitForRoom()) return;
            _ = MarkRunningAsync();
        }
    }

    /// <summary>
    /// With every write on disk before it is answered, redis-server ends at the first one that finds no room. Started again
    /// it would end again, so it waits here. False: it is to stop.
    /// </summary>
    private bool WaitForRoom()
    {
        if (_folder!.HasRoom()) return true;
        LogDiskFull(_folder.FullPath);
        SetStateUnlessStopping(LocalServerState.WaitingForRoom);
        while (!_folder.HasRoom())
        {
            if (_stopping.Token.WaitHandle.WaitOne(RoomPause)) return false;
        }

        LogRoomAgain();
        SetStateUnlessStopping(LocalServerState.Restarting);
        return true;
    }

    private void SetStateUnlessStopping(LocalServerState state)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested) _state = state;
        }
    }

    /// <summary>Null: it is to stop, or it could not be started now; before the first start answered that is a fault.</summary>
    private Process? LaunchOrNull(ProcessStartInfo command)
    {
        try
        {
            return Launch(command);
        }
        catch (Exception failure) when (_isEstablished && (failure is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException or LocalServerException))
        {
            LogNotLaunched(failure.GetType().Name, failure.Message);
            return null;
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
            if (!TryWriteNote(child.Id)) _ = WriteNoteLaterAsync(child.Id);
            try
            {
                child.StandardInput.Write(LocalServerConfiguration.Text(_folder!.FullPath, _endpoint!.Port, _endpoint.Password!));
                child.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read its configuration; its exit code and output tell why.
            }

            return child;
        }
    }

    // Port and password of the last note still hold. The id is for the next start after a kill, so it need not stand at once.
    private bool TryWriteNote(int id)
    {
        try
        {
            _folder!.WriteNote(new LocalServerNote(1, id, _endpoint!.Port, _endpoint.Password!));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoNote(failure.Message);
            return false;
        }
    }

    private async Task WriteNoteLaterAsync(int id)
    {
        do
        {
            await Task.Delay(NotePause, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                // A later child writes its own.
                if (_stopping.IsCancellationRequested || ProcessId != id || TryWriteNote(id)) return;
            }
        }
        while (true);
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

    [LoggerMessage(LogLevel.Critical, "The disk of {Folder} is full. Make room; redis-server is started again by itself as soon as there is some")]
    private partial void LogDiskFull(string folder);

    [LoggerMessage(LogLevel.Information, "There is room on the disk again")]
    private partial void LogRoomAgain();

    [LoggerMessage(LogLevel.Error, "redis-server could not be started and is tried again: {Fault} {Reason}")]
    private partial void LogNotLaunched(string fault, string reason);

    [LoggerMessage(LogLevel.Warning, "The note about redis-server could not be written and is tried again: {Reason}")]
    private partial void LogNoNote(string reason);

    [LoggerMessage(LogLevel.Critical, "The supervisor of redis-server failed")]
    private partial void LogSupervisorFailed(Exception failure);
}
