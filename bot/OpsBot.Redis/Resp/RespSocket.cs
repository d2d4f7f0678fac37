using System.Buffers;

namespace OpsBot.Redis.Resp;

/// <summary>
/// One socket shared by many callers. Commands go out in the order of the calls and whatever piles up while a send is
/// under way goes out together. The first broken or overdue answer gives up the socket and fails every waiting call.
/// </summary>
internal sealed class RespSocket : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly RespStream _stream;
    private readonly RespSocketLimits _limits;
    private readonly TimeProvider _time;
    private readonly Queue<WaitingCall> _waiting = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _watchdog;
    private ArrayBufferWriter<byte> _unsent = new(4096);
    private ArrayBufferWriter<byte> _sending = new(4096);
    private bool _isSending;
    private bool _isBroken;

    private RespSocket(RespStream stream, RespSocketLimits limits, TimeProvider time)
    {
        _stream = stream;
        _limits = limits;
        _time = time;
        var period = TimeSpan.FromMilliseconds(Math.Clamp(limits.CallTimeout.TotalMilliseconds / 8, 10, 250));
        _watchdog = time.CreateTimer(_ => BreakWhenOverdue(), null, period, period);
    }

    /// <summary>Completes with the reason once the socket is given up.</summary>
    public Task<string> Closed => _closed.Task;

    public static async Task<RespSocket> ConnectAsync(RedisEndpoint endpoint, RespSocketLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        var stream = await RespStream.ConnectAsync(endpoint, limits.ConnectTimeout, limits.MaxReplyBytes, cancellation);
        var socket = new RespSocket(stream, limits, time);
        _ = Task.Run(socket.ReceiveAsync, CancellationToken.None);
        return socket;
    }

    /// <summary>Null when the socket is already given up and the command was not taken.</summary>
    /// <param name="command">Its first words.</param>
    /// <param name="rest">Its other words.</param>
    /// <param name="atOnce">Whoever waits for the answer goes on before the next one is read.</param>
    public Task<RespValue>? TrySend(RedisArgument[] command, RedisWords? rest, bool atOnce = false)
    {
        var call = new WaitingCall(_time.GetTimestamp(), atOnce);
        lock (_gate)
        {
            if (_isBroken) return null;
            if (_waiting.Count >= _limits.MaxWaitingCalls || _unsent.WrittenCount >= _limits.MaxUnsentBytes)
                throw new RedisUnavailableException("Too many calls wait for Redis.", mayHaveRun: false);
            _waiting.Enqueue(call);
            RedisArgument.WriteCommand(_unsent, command, rest);
            if (_isSending) return call.Task;
            _isSending = true;
        }

        _ = SendAsync();
        return call.Task;
    }

    public ValueTask DisposeAsync() => GiveUpAsync("it was closed here");

    private async Task SendAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                _sending.ResetWrittenCount();
                if (_isBroken || _unsent.WrittenCount == 0)
                {
                    _isSending = false;
                    return;
                }

                (_unsent, _sending) = (_sending, _unsent);
            }

            try
            {
                await _stream.WriteAsync(_sending.WrittenMemory, CancellationToken.None);
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
                var reply = await _stream.ReadAsync(CancellationToken.None);
                WaitingCall? call;
                lock (_gate) _waiting.TryDequeue(out call);
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
        lock (_gate)
        {
            if (!_waiting.TryPeek(out var oldest) || _time.GetElapsedTime(oldest.SentAt) < _limits.CallTimeout) return;
        }

        _ = GiveUpAsync($"no answer within {_limits.CallTimeout}").AsTask();
    }

    private async ValueTask GiveUpAsync(string reason)
    {
        WaitingCall[] lost;
        lock (_gate)
        {
            if (_isBroken) return;
            _isBroken = true;
            lost = [.. _waiting];
            _waiting.Clear();
        }

        _closed.TrySetResult(reason);
        foreach (var call in lost)
            call.SetException(new RedisUnavailableException("The connection to Redis was lost: " + reason, mayHaveRun: true));
        await _watchdog.DisposeAsync();
        await _stream.DisposeAsync();
    }

    /// <param name="sentAt">Timestamp of the time provider; the call's time limit counts from here.</param>
    /// <param name="atOnce">Its continuation runs where the answer is given.</param>
    private sealed class WaitingCall(long sentAt, bool atOnce)
        : TaskCompletionSource<RespValue>(atOnce ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long SentAt => sentAt;
    }
}
