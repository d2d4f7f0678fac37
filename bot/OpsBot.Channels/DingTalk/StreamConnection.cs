using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// One open connection to the gateway. Frames of one sender keep their order, senders do not wait for each other, and pings
/// are answered at once.
/// </summary>
internal sealed class StreamConnection(WebSocket socket, StreamReception reception, int maxFrameBytes, ILogger logger) : IDisposable
{
    private const int Lanes = 16;
    private const int LaneLength = 256;
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the gateway asks to leave: open another connection first; this one still works for a while.</summary>
    public Task Leaving => _leaving.Task;

    /// <summary>Runs until the connection is gone; says why.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var lanes = Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<StreamFrame>(LaneLength)).ToArray();
        var working = lanes.Select(lane => WorkAsync(lane.Reader, cancellationToken)).ToArray();
        try
        {
            return await ReceiveAsync(lanes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested ? "stopped" : "lost";
        }
        finally
        {
            foreach (var lane in lanes)
                lane.Writer.Complete();
            // What was received is still taken; its acknowledgement may find the socket closed.
            await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private async Task<string> ReceiveAsync(Channel<StreamFrame>[] lanes, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure).ConfigureAwait(false);
                return "closed";
            }
            if (frame.Length + part.Count > maxFrameBytes)
            {
                await CloseAsync(WebSocketCloseStatus.MessageTooBig).ConfigureAwait(false);
                return "frame-too-big";
            }
            frame.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            await DispatchAsync(StreamFrame.Read(frame.GetBuffer().AsSpan(0, (int)frame.Length)), lanes, cancellationToken).ConfigureAwait(false);
            frame.SetLength(0);
        }
    }

    private async Task DispatchAsync(StreamFrame? frame, Channel<StreamFrame>[] lanes, CancellationToken cancellationToken)
    {
        if (frame is null)
        {
            DingTalkLog.FrameIgnored(logger, "not a frame");
            return;
        }
        if (frame.Type == "SYSTEM")
        {
            if (frame.Topic == StreamTopics.Disconnect)
                _leaving.TrySetResult();
            await AnswerAsync(frame, cancellationToken).ConfigureAwait(false);
            return;
        }
        var sender = frame.Data is null ? "" : frame.Data.Text("senderStaffId") ?? frame.Data.Text("userId") ?? frame.Data.Text("senderId") ?? "";
        var lane = (int)((uint)string.GetHashCode(sender, StringComparison.Ordinal) % Lanes);
        await lanes[lane].Writer.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private async Task WorkAsync(ChannelReader<StreamFrame> lane, CancellationToken cancellationToken)
    {
        await foreach (var frame in lane.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await AnswerAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private async Task AnswerAsync(StreamFrame frame, CancellationToken cancellationToken)
    {
        if (await TakeAsync(frame, cancellationToken).ConfigureAwait(false) is not { } answer)
            return;
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(SendLimit);
            await socket.SendAsync(answer, WebSocketMessageType.Text, endOfMessage: true, limit.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The receiving side notices too; what was not acknowledged comes again and is a duplicate then.
            DingTalkLog.FrameIgnored(logger, "acknowledgement not sent");
        }
        finally
        {
            _sending.Release();
        }
    }

    // As a web server answers 500 to the one request that broke and goes on with the others.
    private async Task<byte[]?> TakeAsync(StreamFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            return await reception.TakeAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            DingTalkLog.FrameFailed(logger, frame.MessageId, fault.GetType().Name);
            return frame.Acknowledge(500, []);
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        try
        {
            using var limit = new CancellationTokenSource(SendLimit);
            await socket.CloseOutputAsync(status, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
