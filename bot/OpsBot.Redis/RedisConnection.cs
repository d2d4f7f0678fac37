using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis;

/// <summary>
/// The connection all calls share: a few multiplexed sockets that reconnect by themselves. A call whose socket breaks
/// fails at once with <see cref="RedisUnavailableException"/>; nothing is repeated unless the caller asks for a read.
/// Blocking commands (BLPOP, XREAD BLOCK, SUBSCRIBE) do not belong here, they would hold up everybody.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisConnection> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RespSocket?[] _sockets;
    private readonly Task[] _keepers;
    private int _turn;

    public RedisConnection(IOptions<RedisOptions> options, TimeProvider time, ILogger<RedisConnection> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _sockets = new RespSocket?[_options.Sockets];
        _keepers = new Task[_sockets.Length];
        Array.Fill(_keepers, Task.CompletedTask);
    }

    /// <summary>True while at least one socket can take calls.</summary>
    public bool IsConnected => Array.Exists(_sockets, socket => socket is { Closed.IsCompleted: false });

    /// <summary>Null until <see cref="OpenAsync"/> was called.</summary>
    public RedisEndpoint? Endpoint { get; private set; }

    /// <summary>Returns when every socket is connected, signed in and has carried a command; throws when that fails.</summary>
    public async Task OpenAsync(RedisEndpoint endpoint, CancellationToken cancellation)
    {
        if (Endpoint is not null) throw new InvalidOperationException("The connection is already open.");
        var limits = RespSocketLimits.From(_options);
        for (var slot = 0; slot < _sockets.Length; slot++)
            _sockets[slot] = await RespSocket.ConnectAsync(endpoint, limits, _time, cancellation);
        Endpoint = endpoint;
        for (var slot = 0; slot < _sockets.Length; slot++)
        {
            var mine = slot;
            _keepers[slot] = Task.Run(() => KeepConnectedAsync(mine, endpoint, limits), CancellationToken.None);
        }

        for (var call = 0; call < _sockets.Length * 2; call++) await ExecuteAsync(["PING"], cancellation);
        LogConnected(endpoint.ToString(), _sockets.Length);
    }

    /// <summary>Sends one command once. Error replies become exceptions.</summary>
    public Task<RespValue> ExecuteAsync(RedisArgument[] command, CancellationToken cancellation = default) => ExecuteAsync(command, null, cancellation);

    /// <summary>Like <see cref="ExecuteAsync"/> for a command that changes nothing: repeated once when its socket breaks.</summary>
    public async Task<RespValue> ReadAsync(RedisArgument[] command, CancellationToken cancellation = default)
    {
        try
        {
            return await ExecuteAsync(command, cancellation);
        }
        catch (RedisUnavailableException failure) when (failure.MayHaveRun)
        {
            return await ExecuteAsync(command, cancellation);
        }
    }

    /// <summary>Runs a script by its hash; a server that does not know it gets the text. That is no repeat: it did not run.</summary>
    public Task<RespValue> EvalAsync(
        RedisScript script, IReadOnlyList<string> keys, IReadOnlyCollection<RedisArgument> arguments, CancellationToken cancellation = default)
    {
        var words = new RedisWords();
        foreach (var argument in arguments) words.Add(argument);
        return EvalAsync(script, [keys.Count, .. keys.Select(key => (RedisArgument)key)], words, cancellation);
    }

    /// <summary>The same with one key and arguments that are already laid out.</summary>
    /// <param name="script">What to run.</param>
    /// <param name="key">The one key.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="atOnce">The caller goes on where the answer was read, before the next one is: it must do little there.</param>
    public Task<RespValue> EvalAsync(RedisScript script, string key, RedisWords arguments, CancellationToken cancellation = default, bool atOnce = false) =>
        EvalAsync(script, [1, key], arguments, cancellation, atOnce);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        foreach (var socket in _sockets)
        {
            if (socket is not null) await socket.DisposeAsync();
        }

        await Task.WhenAll(_keepers);
        _stopping.Dispose();
    }

    private async Task<RespValue> EvalAsync(RedisScript script, RedisArgument[] keys, RedisWords rest, CancellationToken cancellation, bool atOnce = false)
    {
        try
        {
            return await ExecuteAsync(["EVALSHA", script.Sha1, .. keys], rest, cancellation, atOnce);
        }
        catch (RedisReplyException failure) when (failure.Code == "NOSCRIPT")
        {
            return await ExecuteAsync(["EVAL", script.Text, .. keys], rest, cancellation, atOnce);
        }
    }

    private async Task<RespValue> ExecuteAsync(RedisArgument[] command, RedisWords? rest, CancellationToken cancellation, bool atOnce = false)
    {
        var reply = await Send(command, rest, atOnce).WaitAsync(cancellation);
        return reply.Kind == RespKind.Error ? throw RedisReplyException.From(reply.AsText()) : reply;
    }

    private Task<RespValue> Send(RedisArgument[] command, RedisWords? rest, bool atOnce)
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0u; i < _sockets.Length; i++)
        {
            var reply = Volatile.Read(ref _sockets[(first + i) % (uint)_sockets.Length])?.TrySend(command, rest, atOnce);
            if (reply is not null) return reply;
        }

        throw new RedisUnavailableException("There is no connection to Redis.", mayHaveRun: false);
    }

    private async Task KeepConnectedAsync(int slot, RedisEndpoint endpoint, RespSocketLimits limits)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var reason = await _sockets[slot]!.Closed;
            if (_stopping.IsCancellationRequested) return;
            LogLost(endpoint.ToString(), slot, reason);
            var socket = await ReconnectAsync(endpoint, limits);
            if (socket is null) return;
            Volatile.Write(ref _sockets[slot], socket);
            LogRestored(endpoint.ToString(), slot);
        }
    }

    /// <summary>Tries for as long as it takes; null when we stop.</summary>
    private async Task<RespSocket?> ReconnectAsync(RedisEndpoint endpoint, RespSocketLimits limits)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await RespSocket.ConnectAsync(endpoint, limits, _time, _stopping.Token);
            }
            catch (Exception failure) when (failure is RedisUnavailableException or RedisReplyException)
            {
                LogStillDown(endpoint.ToString(), failure.Message);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            try
            {
                await Task.Delay(pause, _time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            pause = pause * 2 < _options.ReconnectPause ? pause * 2 : _options.ReconnectPause;
        }
    }

    [LoggerMessage(LogLevel.Information, "Connected to Redis at {Endpoint} with {Sockets} sockets")]
    private partial void LogConnected(string endpoint, int sockets);

    [LoggerMessage(LogLevel.Warning, "Lost socket {Slot} to Redis at {Endpoint}: {Reason}")]
    private partial void LogLost(string endpoint, int slot, string reason);

    [LoggerMessage(LogLevel.Information, "Restored socket {Slot} to Redis at {Endpoint}")]
    private partial void LogRestored(string endpoint, int slot);

    [LoggerMessage(LogLevel.Debug, "Redis at {Endpoint} is still away: {Reason}")]
    private partial void LogStillDown(string endpoint, string reason);
}
