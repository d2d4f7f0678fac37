using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Resp;

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
    private static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(10);

    private readonly RedisOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<LocalRedisServer> logger;
    private readonly ConcurrentQueue<string> output = new();
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private LocalServerFolder? folder;
    private RedisEndpoint? endpoint;
    private Process? process;
    private Task ended = Task.CompletedTask;
    private bool isEstablished;
    private volatile LocalServerState state;

    public LocalRedisServer(IOptions<RedisOptions> options, TimeProvider time, ILogger<LocalRedisServer> logger)
    {
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    public LocalServerState State => state;

    /// <summary>How often it ended by itself and was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Id of the running child; null while there is none.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Returns when the server has loaded its data and answers.</summary>
    public async Task<RedisEndpoint> StartAsync(CancellationToken cancellation)
    {
        if (state != LocalServerState.Stopped) throw new InvalidOperationException("The local Redis server is already started.");
        var path = Environment.GetEnvironmentVariable("PATH");
        var program = LocalServerProgram.Find(options.ServerProgram, path);
        folder = LocalServerFolder.Open(options.DataDirectory);
        state = LocalServerState.Starting;
        foreach (var id in await LeftoverServers.StopAsync(folder, program, options.StopTimeout, cancellation)) LogLeftover(id);

        for (var attempt = 1; ; attempt++)
        {
            endpoint = new RedisEndpoint("127.0.0.1", FreePort(), RandomNumberGenerator.GetHexString(64, lowercase: true));
            folder.WriteNote(new LocalServerNote(1, 0, endpoint.Port, endpoint.Password!));
            var command = LocalServerProgram.Command(program, path, folder.FullPath);
            ended = Supervise(command);
            if (await WaitUntilReadyAsync(cancellation)) break;
            var portTaken = output.Any(line => line.Contains("Address already in use", StringComparison.Ordinal));
            if (!portTaken || attempt == PortAttempts) throw await FailedToStartAsync();
        }

        state = LocalServerState.Running;
        LogStarted(ProcessId ?? 0, endpoint.Port, folder.FullPath);
        return endpoint;
    }

    /// <summary>Stops the server; with appendfsync always every answered write is on disk already.</summary>
    public async Task StopAsync()
    {
        if (state == LocalServerState.Stopped) return;
        state = LocalServerState.Stopping;
        Process? last;
        lock (gate)
        {
            stopping.Cancel();
            last = process;
        }

        if (endpoint is not null) await LeftoverServers.AskToStopAsync(endpoint, null, CancellationToken.None);
        try
        {
            await ended.WaitAsync(options.StopTimeout, time);
        }
        catch (TimeoutException)
        {
            LogKilled(ProcessId ?? 0);
            last?.Kill();
            await ended;
        }

        folder!.DeleteNote();
        folder.Dispose();
        state = LocalServerState.Stopped;
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
            var startedAt = time.GetTimestamp();
            using var child = Launch(command);
            if (child is null) return;
            while (!child.WaitForExit(int.MaxValue))
            {
                // The endless form would also wait for the end of the output, which a forked rewrite can hold open.
            }

            lock (gate)
            {
                process = null;
                ProcessId = null;
                if (stopping.IsCancellationRequested || !isEstablished) return;
                state = LocalServerState.Restarting;
                Restarts++;
            }

            LogEnded(child.ExitCode, string.Join(" | ", output));
            if (time.GetElapsedTime(startedAt) > SteadyAfter) pause = FirstRestartPause;
            if (stopping.Token.WaitHandle.WaitOne(pause)) return;
            pause = pause * 2 < LongestRestartPause ? pause * 2 : LongestRestartPause;
            _ = MarkRunningAsync();
        }
    }

    private Process? Launch(ProcessStartInfo command)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) return null;
            output.Clear();
            var child = Process.Start(command) ?? throw new LocalServerException($"{command.FileName} did not start.");
            process = child;
            ProcessId = child.Id;
            child.OutputDataReceived += (_, line) => Keep(line.Data);
            child.ErrorDataReceived += (_, line) => Keep(line.Data);
            child.BeginOutputReadLine();
            child.BeginErrorReadLine();
            folder!.WriteNote(new LocalServerNote(1, child.Id, endpoint!.Port, endpoint.Password!));
            try
            {
                child.StandardInput.Write(LocalServerConfiguration.Text(folder.FullPath, endpoint.Port, endpoint.Password!));
                child.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read its configuration; its exit code and output tell why.
            }

            return child;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (output.Count > KeptOutputLines) output.TryDequeue(out _);
    }

    /// <summary>False when the child ended first or took longer than <see cref="RedisOptions.StartTimeout"/>.</summary>
    private async Task<bool> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        var startedAt = time.GetTimestamp();
        while (!ended.IsCompleted && time.GetElapsedTime(startedAt) < options.StartTimeout)
        {
            if (!await AnswersAsync(cancellation))
            {
                await Task.Delay(AnswerPause, time, cancellation);
                continue;
            }

            lock (gate)
            {
                if (process is null) return false;
                isEstablished = true;
                return true;
            }
        }

        return false;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await using var stream = await RespStream.ConnectAsync(endpoint!, options.ConnectTimeout, options.MaxReplyBytes, cancellation);
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
            while (!await AnswersAsync(stopping.Token)) await Task.Delay(AnswerPause, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (gate)
        {
            if (process is null || state != LocalServerState.Restarting) return;
            state = LocalServerState.Running;
        }

        LogRestarted(ProcessId ?? 0);
    }

    private async Task<LocalServerException> FailedToStartAsync()
    {
        var reason = ended.IsCompleted ? "ended" : $"did not answer within {options.StartTimeout}";
        var tail = string.Join(Environment.NewLine, output);
        var path = folder!.FullPath;
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
