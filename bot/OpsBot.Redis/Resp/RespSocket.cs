using System.Buffers;

namespace OpsBot.Redis.Resp;

/// <summary>
/// One socket shared by many callers. Commands go out in the order of the calls and whatever piles up while a send is
/// under way goes out together. The first broken or overdue answer gives up the socket and fails every waiting call.
/// </summary>
internal sealed class RespSocket : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly RespStream stream;
    private readonly RespSocketLimits limits;
    private readonly TimeProvider time;
    private readonly Queue<WaitingCall> waiting = new();
    private readonly TaskCompletionSource<string> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer watchdog;
    private ArrayBufferWriter<byte> unsent = new(4096);
    private ArrayBufferWriter<byte> sending = new(4096);
    private bool isSending;
    private bool isBroken;

    private RespSocket(RespStream stream, RespSocketLimits limits, TimeProvider time)
    {
        this.stream = stream;
        this.limits = limits;
        this.time = time;
        var period = TimeSpan.FromMilliseconds(Math.Clamp(limits.CallTimeout.TotalMilliseconds / 8, 10, 250));
        watchdog = time.CreateTimer(_ => BreakWhenOverdue(), null, period, period);
    }

    /// <summary>Completes with the reason once the socket is given up.</summary>
    public Task<string> Closed => closed.Task;

    public static async Task<RespSocket> ConnectAsync(RedisEndpoint endpoint, RespSocketLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        var stream = await RespStream.ConnectAsync(endpoint, limits.ConnectTimeout, limits.MaxReplyBytes, cancellation);
        var socket = new RespSocket(stream, limits, time);
        _ = Task.Run(socket.ReceiveAsync, CancellationToken.None);
        return socket;
    }

    /// <summary>Null when the socket is already given up and the command was not taken.</summary>
    public Task<RespValue>? TrySend(RedisArgument[] command)
    {
        var call = new WaitingCall(time.GetTimestamp());
        lock (gate)
        {
            if (isBroken) return null;
            if (waiting.Count >= limits.MaxWaitingCalls || unsent.WrittenCount >= limits.MaxUnsentBytes)
                throw new RedisUnavailableException("Too many calls wait for Redis.", mayHaveRun: false);
            waiting.Enqueue(call);
            RedisArgument.WriteCommand(unsent, command);
            if (isSending) return call.Task;
            isSending = true;
        }

        _ = SendAsync();
        return call.Task;
    }

    public ValueTask DisposeAsync() => GiveUpAsync("it was closed here");

    private async Task SendAsync()
    {
        while (true)
        {
            lock (gate)
            {
                sending.ResetWrittenCount();
                if (isBroken || unsent.WrittenCount == 0)
                {
                    isSending = false;
                    return;
                }

                (unsent, sending) = (sending, unsent);
            }

            try
            {
                await stream.WriteAsync(sending.WrittenMemory, CancellationToken.None);
            }
            catch (Exception failure) when (RespStream.IsTransport(failure))
            {
                await GiveUpAsync(failure.Message);
                return;
            }
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var reply = await stream.ReadAsync(CancellationToken.None);
                WaitingCall? call;
                lock (gate) waiting.TryDequeue(out call);
                if (call is null) throw new RespProtocolException("Redis sent an answer nobody asked for.");
                call.SetResult(reply);
            }
        }
        catch (Exception failure) when (RespStream.IsTransport(failure))
        {
            await GiveUpAsync(failure.Message);
        }
    }

    /// <summary>Answers come in order, so the oldest call tells for all. Its command may still run on the server.</summary>
    private void BreakWhenOverdue()
    {
        lock (gate)
        {
            if (!waiting.TryPeek(out var oldest) || time.GetElapsedTime(oldest.SentAt) < limits.CallTimeout) return;
        }

        _ = GiveUpAsync($"no answer within {limits.CallTimeout}").AsTask();
    }

    private async ValueTask GiveUpAsync(string reason)
    {
        WaitingCall[] lost;
        lock (gate)
        {
            if (isBroken) return;
            isBroken = true;
            lost = [.. waiting];
            waiting.Clear();
        }

        closed.TrySetResult(reason);
        foreach (var call in lost)
            call.SetException(new RedisUnavailableException("The connection to Redis was lost: " + reason, mayHaveRun: true));
        await watchdog.DisposeAsync();
        await stream.DisposeAsync();
    }

    /// <param name="sentAt">Timestamp of the time provider; the call's time limit counts from here.</param>
    private sealed class WaitingCall(long sentAt)
        : TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long SentAt => sentAt;
    }
}
