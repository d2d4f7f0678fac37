using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit.InMemory;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests.Delivery;

/// <summary>A paper is imported; Redis is killed and the walking process dies in the middle, again and again.</summary>
public sealed class ReplanUnderKillTests : IDirectory, IEntropySource
{
    private const int Messages = 6_500;
    private const string Paper = """
        {"schema":1,"territory":"china","year":2026,
         "paper":{"title":"测试","number":"测试电〔2026〕1号","issuedOn":"2026-11-20","knownFrom":"2026-11-20","amends":"国办发明电〔2025〕7号"},
         "checkedAgainst":"made up","holidays":[{"name":"纪念日","firstDay":"2026-11-23","lastDay":"2026-11-23","makeUpWorkdays":["2026-11-28"]}]}
        """;

    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(8));
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 20, 0, 0, TimeSpan.FromHours(8)));
    private readonly Random _random = new(20261122);

    [Fact]
    public async Task Walk_RedisAndProcessKilledInTheMiddle_MovesEachMessageExactlyOnce()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var connection = await TestConnection.OpenAsync(server);
        var memory = new RecordMemory(TimeProvider.System);
        var store = new RedisChangeStore(connection, Options.Create(new RedisOptions()), memory);
        var (records, outbox, due) = (new RedisRecordReader(connection, memory), new RedisOutbox(connection), new RedisDueQueue(connection));
        foreach (var part in Enumerable.Range(0, Messages).Chunk(500))
            await store.CommitAsync(
                new ChangeSet { Tenant = Tenant, AttemptId = $"q{part[0]}", Effects = new Effects { Outbox = [.. part.Select(Held)] } }, CancellationToken.None);
        var import = await new CalendarImportHandler(records, store, Book(records), this).ImportAsync(Tenant, Paper, _clock.Now, CancellationToken.None);
        Assert.Empty(import.Faults);

        var deaths = 0;
        for (var walking = true; walking;)
        {
            // The second commit of this life is cut off: before it or after it, and every other time the server goes as well.
            var fate = new Fate(store, deaths < 4 ? 1 : int.MaxValue, afterwards: deaths % 2 == 0, kill: async () =>
            {
                if (deaths % 2 == 1) return;
                await server.KillAsync();
                await server.StartAsync();
            });
            var sweep = new DueSweepHandler(due, [Handler(records, fate, outbox)], _clock, new MachineClock(_clock));
            try
            {
                while (await sweep.RunOnceAsync(Tenant, CancellationToken.None) > 0)
                {
                }
                walking = false;
            }
            catch (StoreUnavailableException)
            {
                deaths++;
                _clock.Advance(TimeSpan.FromSeconds(61));
                await PatientlyAsync(() => connection.AskAsync(["PING"]));
            }
        }

        Assert.Equal(4, deaths);
        for (long? at = 0; at is { } after;)
        {
            var page = await outbox.ListOpenAsync(Tenant, after, 1000, CancellationToken.None);
            Assert.All(page.Entries, entry => Assert.Equal(Monday.AddDays(1), entry.ReadyAt));
            at = page.Next;
        }
        var rows = (await connection.AskAsync(["XRANGE", "{t}:audit", "-", "+"])).AsArray().Select(row => row.AsArray()[1].AsArray()[1].AsText()).ToArray();
        Assert.Equal(Messages, rows.Count(row => row.Contains("\"delivery.replanned\"", StringComparison.Ordinal)));
        Assert.Equal(Messages, rows.Where(row => row.Contains("\"delivery.replanned\"", StringComparison.Ordinal)).Distinct().Count());
        Assert.Single(rows, row => row.Contains("\"replan.done\"", StringComparison.Ordinal));
    }

    public DirectorySnapshot Of(TenantId tenant) => DirectorySnapshot.Empty;

    public byte[] Draw()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static async Task PatientlyAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StoreUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    private static string Pack(string folder, string file)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "OpsBot.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("OpsBot.sln not found above the tests.");
        return Path.Combine(root, "manifests", "packs", folder, file);
    }

    private static HoursBook Book(IRecordReader records) => new(
        WorkTimePack.Read(Directory.GetFiles(Path.GetDirectoryName(Pack("china", "x"))!, "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllText)).Value!,
        new PersonalHoursRules(16, 4),
        records);

    private ReplanHandler Handler(IRecordReader records, IChangeStore store, IOutbox outbox) => new(
        records, store, outbox, this, Book(records),
        DeadlineRules.Parse(File.ReadAllText(Pack("general", "deadlines.json"))).Value!,
        Taxonomy.Parse(File.ReadAllText(Pack("general", "taxonomy.json"))).Value!,
        this, new DeliverySignal(), _clock);

    private OutboundMessage Held(int number) => new()
    {
        Id = $"m{number:D5}",
        Class = MessageClass.Circular,
        PersonId = $"p{number}",
        Content = "值班安排",
        CreatedAt = _clock.Now,
        NotBefore = Monday,
        FollowsHours = true,
    };

    private sealed class Fate(IChangeStore store, int lives, bool afterwards, Func<Task> kill) : IChangeStore
    {
        private int _commits;

        public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
        {
            if (_commits++ < lives)
                return await store.CommitAsync(change, cancellationToken);
            if (afterwards)
                await store.CommitAsync(change, cancellationToken);
            await kill();
            throw new StoreUnavailableException("killed");
        }
    }
}
