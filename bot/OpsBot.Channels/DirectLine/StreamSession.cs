using System.Net.WebSockets;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>One open stream: replays what the client has not seen, then pushes what is appended, in order, each once.</summary>
internal sealed class StreamSession(
    WebSocket socket,
    DirectLinePrincipal who,
    string address,
    ActivityPages pages,
    IActivityLog log,
    DirectLineOptions options,
    TimeProvider clock)
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    // Never disposed: a newer stream may end this one at any moment, and without a timer there is nothing to release.
    private readonly CancellationTokenSource _ending = new();
    private StreamEnd? _end;

    /// <summary>Asks the stream to close; the first reason counts.</summary>
    public void End(StreamEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is null)
            _ending.Cancel();
    }

    /// <summary>Runs until the stream is closed; says why it was.</summary>
    public async Task<StreamEnd> RunAsync(long after)
    {
        var receiving = ReceiveAsync();
        try
        {
            await PushAsync(after).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            End(StreamEnd.StoreAway);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            End(StreamEnd.Lost);
        }
        await CloseAsync(receiving).ConfigureAwait(false);
        return _end!;
    }

    private async Task PushAsync(long after)
    {
        while (!_ending.IsCancellationRequested)
        {
            using var waking = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            // Waiting begins before reading, so nothing can be appended unseen in between.
            var appended = log.WaitAsync(who.Tenant, who.ConversationId, options.KeepAlive, waking.Token);
            try
            {
                var started = clock.GetTimestamp();
                var pushed = await PushNewAsync(after).ConfigureAwait(false);
                var quiet = pushed == after;
                after = pushed;
                await appended.ConfigureAwait(false);
                if (quiet && clock.GetElapsedTime(started) >= options.KeepAlive)
                    await SendAsync(ReadOnlyMemory<byte>.Empty).ConfigureAwait(false);
            }
            finally
            {
                await waking.CancelAsync().ConfigureAwait(false);
                await appended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<long> PushNewAsync(long after)
    {
        while (true)
        {
            var page = await pages.ReadAsync(who, address, after, _ending.Token).ConfigureAwait(false);
            if (page.Count == 0)
                return after;
            await SendAsync(page.Json).ConfigureAwait(false);
            after = page.Last;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        using var timeout = new CancellationTokenSource(SendTimeout);
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, timeout.Token).ConfigureAwait(false);
    }

    // Clients send only empty frames and a close; a frame of another kind is ignored, one beyond the limit ends the stream.
    // Receiving is never cancelled, because that would break the connection before it is closed politely.
    private async Task ReceiveAsync()
    {
        var buffer = new byte[4 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    End(StreamEnd.ByClient);
                    return;
                }
                length = part.EndOfMessage ? 0 : length + part.Count;
                if (length > options.MaxFrameBytes)
                {
                    End(StreamEnd.FrameTooBig);
                    return;
                }
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            End(StreamEnd.Lost);
        }
    }

    private async Task CloseAsync(Task receiving)
    {
        using var timeout = new CancellationTokenSource(CloseTimeout);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_end!.Status, _end.Reason, timeout.Token).ConfigureAwait(false);
            await receiving.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            // The peer is gone or does not answer the close; the connection is dropped.
            socket.Abort();
        }
        await receiving.ConfigureAwait(false);
    }
}
