using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Conversations;

/// <summary>
/// Listens on a socket of its own for appends by any process. While it is away nothing is lost: waits end at their limit,
/// and when it is back everybody looks once.
/// </summary>
internal sealed partial class AppendListener(
    IOptions<RedisOptions> options, AppendSignals signals, TimeProvider time, ILogger<AppendListener> logger) : IAsyncDisposable
{
    private const string ChannelEnd = ":log-appended";
    private readonly CancellationTokenSource _stopping = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>Returns once the first subscription stands.</summary>
    public async Task StartAsync(RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        var stream = await SubscribeAsync(endpoint, cancellationToken);
        _listening = Task.Run(() => ListenAsync(stream, endpoint), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
    }

    private async Task ListenAsync(RespStream stream, RedisEndpoint endpoint)
    {
        try
        {
            while (true)
            {
                await ReceiveAsync(stream);
                stream = await ResubscribeAsync(endpoint);
                signals.WakeAll();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await stream.DisposeAsync();
        }
    }

    private async Task ReceiveAsync(RespStream stream)
    {
        try
        {
            while (true)
            {
                var message = (await stream.ReadAsync(_stopping.Token)).AsArray();
                if (message is not [_, _, var channel, var conversation]) continue;
                var tag = channel.AsText();
                signals.Wake(tag[..^ChannelEnd.Length], conversation.AsText());
            }
        }
        catch (Exception failure) when (RespStream.IsTransport(failure) && !_stopping.IsCancellationRequested)
        {
            LogLost(failure.Message);
            await stream.DisposeAsync();
        }
    }

    private async Task<RespStream> ResubscribeAsync(RedisEndpoint endpoint)
    {
        while (true)
        {
            try
            {
                return await SubscribeAsync(endpoint, _stopping.Token);
            }
            catch (Exception failure) when (failure is RedisUnavailableException or RedisReplyException)
            {
                await Task.Delay(options.Value.ReconnectPause, time, _stopping.Token);
            }
        }
    }

    private async Task<RespStream> SubscribeAsync(RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        var stream = await RespStream.ConnectAsync(endpoint, options.Value.ConnectTimeout, options.Value.MaxReplyBytes, cancellationToken);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(options.Value.ConnectTimeout);
            await stream.CallAsync(["PSUBSCRIBE", "{*}" + ChannelEnd], limit.Token);
            return stream;
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync();
            if (!RespStream.IsTransport(failure) || cancellationToken.IsCancellationRequested) throw;
            throw new RedisUnavailableException("Redis did not take the subscription: " + failure.Message, mayHaveRun: true, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Lost the subscription to appended entries: {Reason}")]
    private partial void LogLost(string reason);
}
