using System.Net.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Keeps one stream open. When the gateway asks to leave, a new connection is opened with a new ticket while the old one is
/// still served; a lost one is replaced after a growing, jittered pause.
/// </summary>
internal sealed class StreamWorker(
    StreamGateway gateway, StreamReception reception, IEntropySource entropy, MachineClock machine, IOptions<DingTalkOptions> options, ILogger<StreamWorker> logger) : BackgroundService
{
    private const double Growth = 1.6;
    private const double Jitter = 0.2;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        var draining = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (connection, code) = await ConnectAsync(stoppingToken).ConfigureAwait(false);
            if (connection is null)
            {
                var pause = PauseAfter(++failures);
                DingTalkLog.GatewayRefused(logger, code, pause);
                await PauseAsync(pause, stoppingToken).ConfigureAwait(false);
                continue;
            }
            DingTalkLog.StreamOpen(logger);
            var started = machine.Time.GetTimestamp();
            var running = ServeAsync(connection, stoppingToken);
            await Task.WhenAny(running, connection.Leaving).ConfigureAwait(false);
            await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            draining = DrainAsync(running, connection);
            if (!running.IsCompleted)
            {
                failures = 0;
                continue;
            }
            failures = machine.Time.GetElapsedTime(started) >= LongLife ? 0 : failures;
            await PauseAsync(PauseAfter(++failures), stoppingToken).ConfigureAwait(false);
        }
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<(StreamConnection? Connection, string Code)> ConnectAsync(CancellationToken stoppingToken)
    {
        var (address, code) = await gateway.OpenAsync(stoppingToken).ConfigureAwait(false);
        if (address is null)
            return (null, code);
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = PingEvery;
        socket.Options.KeepAliveTimeout = PongWithin;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await socket.ConnectAsync(address, limit.Token).ConfigureAwait(false);
            return (new StreamConnection(socket, reception, options.Value.MaxBodyBytes, logger), "ok");
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            socket.Dispose();
            return (null, "no-connection");
        }
    }

    private async Task ServeAsync(StreamConnection connection, CancellationToken stoppingToken)
    {
        var reason = await connection.RunAsync(stoppingToken).ConfigureAwait(false);
        DingTalkLog.StreamEnded(logger, reason);
    }

    private static async Task DrainAsync(Task running, StreamConnection connection)
    {
        using (connection)
            await Task.WhenAny(running, Task.Delay(DrainFor)).ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private TimeSpan PauseAfter(int failures)
    {
        var grown = options.Value.ReconnectFirst * Math.Pow(Growth, Math.Min(failures - 1, 30));
        var pause = grown < options.Value.ReconnectLongest ? grown : options.Value.ReconnectLongest;
        var share = BitConverter.ToUInt32(entropy.Draw()) / (double)uint.MaxValue;
        return pause * (1 + (Jitter * ((2 * share) - 1)));
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken) =>
        Task.Delay(pause, machine.Time, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
