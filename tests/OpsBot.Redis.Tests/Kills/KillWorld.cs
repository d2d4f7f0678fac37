using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Kills;

/// <summary>A Redis that lives on, workers that do not, and clocks that run ten times as fast as the real one.</summary>
internal sealed class KillWorld : IAsyncDisposable
{
    public const double Speed = 10;
    private const int Spares = 2;
    private static readonly string[] Calls = ["CommitAsync", "LeaseAsync", "BeginSendAsync", "SendAsync", "FinishAsync", "DeferAsync", "MergeAsync", "ReconcileAsync"];
    private readonly RedisServerFixture _server = new();
    private readonly Queue<DeliveryProcess> _spares = new();
    private readonly DateTimeOffset _zero = TimeProvider.System.GetUtcNow();
    private readonly DateTimeOffset _machineBase = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private RedisConnection? _connection;
    private int _lives;

    public KillWorld(int seed) => _random = new Random(seed);

    public static TenantId Tenant { get; } = TenantId.Parse("kills");

    public string Notebooks { get; } = Directory.CreateTempSubdirectory("opsbot-kills-").FullName;

    public RedisConnection Connection => _connection!;

    public RedisOutbox Outbox => new(Connection);

    /// <summary>The machine's clock of the workers.</summary>
    public DateTimeOffset Machine => _machineBase + ((TimeProvider.System.GetUtcNow() - _zero) * Speed);

    /// <summary>When workers lived, by the machine's clock.</summary>
    public List<(DateTimeOffset From, DateTimeOffset Until)> Lives { get; } = [];

    /// <summary>Messages that a worker had when it was killed, and when that was.</summary>
    public List<(string Id, DateTimeOffset At)> Dropped { get; } = [];

    public int KillsAtCalls { get; private set; }

    public async Task StartAsync()
    {
        await _server.InitializeAsync();
        _connection = await TestConnection.OpenAsync(_server);
        while (_spares.Count < Spares)
            _spares.Enqueue(new DeliveryProcess(_server, Notebooks));
    }

    /// <summary>A worker begins to live; the bot's clock reads <paramref name="botNow"/> at this moment.</summary>
    public async Task<DeliveryProcess> LiveAsync(DateTimeOffset botNow, bool enqueues, string diesAt = "", int pass = 0)
    {
        var worker = _spares.Dequeue();
        _spares.Enqueue(new DeliveryProcess(_server, Notebooks));
        long[] head = [++_lives, (long)Speed, _zero.ToUnixTimeMilliseconds(), _machineBase.ToUnixTimeMilliseconds(), (long)(botNow - Machine).TotalMilliseconds];
        await worker.GoAsync(string.Join('\t', [.. head.Select(n => n.ToString(CultureInfo.InvariantCulture)), diesAt, pass.ToString(CultureInfo.InvariantCulture), enqueues ? "1" : "0"]));
        Lives.Add((Machine, DateTimeOffset.MaxValue));
        return worker;
    }

    /// <summary>One life to its violent end: at a named call, or at any moment.</summary>
    public async Task LiveAndDieAsync(DateTimeOffset botNow)
    {
        var atCall = _random.Next(2) == 0;
        var call = $"{(_random.Next(2) == 0 ? "before" : "after")} {Calls[_random.Next(Calls.Length)]}";
        using var worker = await LiveAsync(botNow, enqueues: true, atCall ? call : "", _random.Next(1, 8));
        // A call that never comes must not hold up the run.
        if (await worker.EndsWithinAsync(TimeSpan.FromMilliseconds(atCall ? 300 : _random.Next(5, 250))))
            KillsAtCalls++;
        await EndAsync(worker);
    }

    public async Task EndAsync(DeliveryProcess worker)
    {
        await worker.KillAsync();
        var now = Machine;
        Lives[^1] = (Lives[^1].From, now);
        var held = await Connection.AskAsync(["ZRANGE", TenantKeys.Tag(Tenant) + ":outbox:leased", "0", "-1"]);
        Dropped.AddRange(held.AsArray().Select(id => (id.AsText(), now)));
    }

    /// <summary>Takes waiting messages out of every queue, as a fault would. Returns their ids.</summary>
    public async Task<IReadOnlyList<string>> LoseAsync(int count)
    {
        var places = (await Connection.AskAsync(["ZRANGE", TenantKeys.Ready(Tenant), "-" + count.ToString(CultureInfo.InvariantCulture), "-1"])).AsArray().Select(p => p.AsText()).ToArray();
        foreach (var place in places)
            await Connection.DoAsync(["ZREM", TenantKeys.Ready(Tenant), place]);
        return [.. places.Select(p => p[16..])];
    }

    public async Task<bool> IsInAQueueAsync(string id)
    {
        var place = (await Connection.AskAsync(["HGET", TenantKeys.Message(Tenant, id), "place"])).AsText();
        return !(await Connection.AskAsync(["ZSCORE", TenantKeys.Ready(Tenant), place])).IsNull
            || !(await Connection.AskAsync(["ZSCORE", TenantKeys.Tag(Tenant) + ":outbox:leased", id])).IsNull
            || (await Connection.AskAsync(["ZSCORE", TenantKeys.Tag(Tenant) + ":outbox:all", id])).IsNull;
    }

    public async Task<long> OpenAsync() => (await Connection.AskAsync(["ZCARD", TenantKeys.Tag(Tenant) + ":outbox:all"])).AsInteger();

    public string[][] Lines(string notebook) =>
        [.. File.ReadAllLines(Path.Combine(Notebooks, notebook)).Where(l => l.Length > 0).Select(l => l.Split('\t'))];

    public async ValueTask DisposeAsync()
    {
        foreach (var spare in _spares)
            spare.Dispose();
        if (_connection is not null)
            await _connection.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(Notebooks, recursive: true);
    }
}
