using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>
/// The connection all calls share. A call that breaks off fails with <see cref="RedisUnavailableException"/>; nothing is repeated
/// unless the caller asks for a read. Everything goes to primaries, for a replica may be behind.
/// </summary>
internal sealed partial class RedisConnection(IOptions<RedisOptions> options, TimeProvider time, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    /// <summary>For every call.</summary>
    public const CommandFlags OnPrimary = CommandFlags.DemandMaster;

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(10);

    private readonly RedisOptions _options = options.Value;
    private ConnectionMultiplexer? _shared;
    private ReplicatedScripts? _replicated;
    private int _calls;

    /// <summary>When a call first met no connection; 0 after one that met one.</summary>
    private long _lostAt;

    /// <summary>A connection was found again, or the primary is another one: what was announced meanwhile was missed.</summary>
    public event Action? Restored;

    /// <summary>True while at least one server can take calls.</summary>
    public bool IsConnected => _shared?.IsConnected == true;

    /// <summary>The addresses; empty until <see cref="OpenAsync"/> was called.</summary>
    public string Where { get; private set; } = "";

    /// <summary>Sentinels tell which server is the primary.</summary>
    public bool IsBySentinel { get; private set; }

    /// <summary>How many calls may wait; more fail at once.</summary>
    public int MaxWaitingCalls => _options.MaxWaitingCalls;

    /// <summary>Replicas that must have a commit before it counts.</summary>
    public int Replicas => _replicated?.Replicas ?? 0;

    public ISubscriber Subscriber => Shared.GetSubscriber();

    /// <summary>All servers and their roles, as they are known now.</summary>
    public ConnectionMultiplexer Shared => _shared ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>Returns when a server is connected, signed in and has answered; throws when that fails.</summary>
    public async Task OpenAsync(ConfigurationOptions configuration, CancellationToken cancellation)
    {
        if (_shared is not null) throw new InvalidOperationException("The connection is already open.");
        Where = RedisConfiguration.Where(configuration);
        IsBySentinel = configuration.ServiceName is { Length: > 0 };
        var shared = await ConnectAsync(configuration, cancellation);
        _shared = shared;
        shared.ConnectionFailed += (_, lost) =>
            LogLost(RedisConfiguration.Where(lost.EndPoint!), lost.ConnectionType, lost.FailureType, lost.Exception?.GetBaseException().Message);
        shared.ConnectionRestored += (_, found) =>
        {
            LogRestored(RedisConfiguration.Where(found.EndPoint!), found.ConnectionType);
            Restored?.Invoke();
        };
        shared.ConfigurationChanged += (_, _) => Restored?.Invoke();
        await RunAsync(db => db.PingAsync(), cancellation);
        LogConnected(Where);
    }

    /// <summary>From now on what <see cref="CommitAsync"/> runs counts only once that many replicas have it.</summary>
    public async Task WaitForReplicasAsync(ConfigurationOptions configuration, int replicas, CancellationToken cancellation) =>
        _replicated = new ReplicatedScripts(await ConnectAsync(configuration, cancellation), replicas, _options.CallTimeout / 2);

    /// <summary>Returns once the subscription stands. Its connection is another one and may come up a moment after the first.</summary>
    public async Task SubscribeAsync(RedisChannel channel, Action<RedisChannel, RedisValue> handler, CancellationToken cancellation)
    {
        await Subscriber.SubscribeAsync(channel, handler, CommandFlags.FireAndForget);
        for (var since = time.GetTimestamp(); Subscriber.SubscribedEndpoint(channel) is null; await Task.Delay(LookPause, time, cancellation))
        {
            if (time.GetElapsedTime(since) > _options.ConnectTimeout)
                throw new RedisUnavailableException($"Redis at {Where} does not take the subscription.", mayHaveRun: true);
        }
    }

    /// <summary>Makes one call once. Error replies become exceptions.</summary>
    public async Task<T> RunAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _calls) > _options.MaxWaitingCalls)
        {
            Interlocked.Decrement(ref _calls);
            throw new RedisUnavailableException("Too many calls wait for Redis.", mayHaveRun: false);
        }
        Task<T>? running = null;
        try
        {
            running = call(Shared.GetDatabase());
            var result = await running.WaitAsync(cancellation);
            if (Volatile.Read(ref _lostAt) != 0)
                Volatile.Write(ref _lostAt, 0);
            return result;
        }
        catch (Exception failure) when (RedisFailures.Translate(failure) is { } translated)
        {
            if (translated is RedisUnavailableException { IsConnectionLost: true })
                Interlocked.CompareExchange(ref _lostAt, time.GetTimestamp(), 0);
            throw translated;
        }
        finally
        {
            // One that nobody waits for any more still waits for Redis.
            if (running is null or { IsCompleted: true })
                Interlocked.Decrement(ref _calls);
            else
                _ = running.ContinueWith(_ => Interlocked.Decrement(ref _calls), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>
    /// Like <see cref="RunAsync"/> for a call that changes nothing: repeated once when the connection breaks under it, and when it was
    /// lost a moment ago it waits for the next. While Redis is away for longer it fails at once.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken cancellation = default)
    {
        try
        {
            return await RunAsync(call, cancellation);
        }
        catch (RedisUnavailableException failure) when (failure.IsConnectionLost && IsLostJustNow)
        {
            return await RunWhenBackAsync(call, cancellation);
        }
    }

    /// <summary>Runs a script by its hash; a server that does not know it gets the text. That is no repeat: it did not run.</summary>
    public async Task<RedisResult> EvalAsync(RedisScript script, RedisKey key, RedisValue[] arguments, CancellationToken cancellation = default)
    {
        RedisKey[] keys = [key];
        try
        {
            return await RunAsync(db => db.ScriptEvaluateAsync(script.Hash, keys, arguments, OnPrimary), cancellation);
        }
        catch (RedisReplyException failure) when (failure.Code == "NOSCRIPT")
        {
            return await RunAsync(db => db.ScriptEvaluateAsync(script.Text, keys, arguments, OnPrimary | CommandFlags.NoScriptCache), cancellation);
        }
    }

    /// <summary>
    /// The same for what is promised to somebody: with replicas to wait for, it returns only once they have it. When they do not in
    /// time, it throws and <see cref="RedisUnavailableException.MayHaveRun"/> is true.
    /// </summary>
    public async Task<RedisResult> CommitAsync(RedisScript script, RedisKey key, RedisValue[] arguments, CancellationToken cancellation = default) =>
        _replicated is { } replicated
            ? await RunAsync(_ => replicated.EvalAsync(script, key, arguments), cancellation)
            : await EvalAsync(script, key, arguments, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null) await _shared.DisposeAsync();
        if (_replicated is not null) await _replicated.DisposeAsync();
    }

    private bool IsLostJustNow => Volatile.Read(ref _lostAt) is var lostAt && (lostAt == 0 || time.GetElapsedTime(lostAt) < _options.CallTimeout / 2);

    private async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, CancellationToken cancellation)
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(RedisConfiguration.Limited(configuration, _options));
        try
        {
            return await connecting.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = connecting.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or RedisCommandException)
        {
            // A refusal that comes in the moment of stopping must look like stopping, or whoever stops gets the refusal.
            cancellation.ThrowIfCancellationRequested();
            throw RedisFailures.WhyNotOpened(RedisConfiguration.Where(configuration), failure);
        }
    }

    private async Task<T> RunWhenBackAsync<T>(Func<IDatabaseAsync, Task<T>> call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await RunAsync(call, cancellation);
            }
            catch (RedisUnavailableException failure) when (failure is { IsConnectionLost: true, MayHaveRun: false } && IsLostJustNow)
            {
                await Task.Delay(LookPause, time, cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Connected to Redis at {Where}")]
    private partial void LogConnected(string where);

    [LoggerMessage(LogLevel.Warning, "Lost the {Connection} connection to Redis at {Where} ({Failure}): {Reason}")]
    private partial void LogLost(string where, ConnectionType connection, ConnectionFailureType failure, string? reason);

    [LoggerMessage(LogLevel.Information, "Restored the {Connection} connection to Redis at {Where}")]
    private partial void LogRestored(string where, ConnectionType connection);
}
