using OpsBot.Core.Changes;
using OpsBot.Redis.Changes;
using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>What one process remembers of records, and what becomes of it when another process writes them.</summary>
public sealed class RecordMemoryTests(RedisStoresFixture redis) : StoreContract, IClassFixture<RedisStoresFixture>
{
    private static readonly TenantId Somebody = TenantId.Parse("t");
    private readonly HandClock _clock = new();

    [Fact]
    public async Task GetRecent_AnotherProcessWroteSince_CommitIsAConflictAndTheNextReadIsFresh()
    {
        var mine = await CreateAsync();
        var others = redis.Create(mine.Tenant);
        await WriteAsync(mine, Write("seen", 0, "a"));
        RecordKey[] keys = [CaseKey("seen")];
        await mine.Records.GetRecentAsync(mine.Tenant, keys, CancellationToken.None);
        await WriteAsync(others, Write("seen", 1, "b"));

        var (stale, fromMemory) = await mine.Records.GetRecentAsync(mine.Tenant, keys, CancellationToken.None);
        Assert.Equal(("a", true), (stale[0].Json, fromMemory));
        var change = Change(mine, new Effects { Records = [Write("1", 0)] }) with { Seen = [new RecordSeen(keys[0], stale[0])] };
        Assert.Equal(new CommitOutcome.Conflict(keys[0]), await mine.Changes.CommitAsync(change, CancellationToken.None));

        var (fresh, again) = await mine.Records.GetRecentAsync(mine.Tenant, keys, CancellationToken.None);
        Assert.Equal(("b", false), (fresh[0].Json, again));
        Assert.Null(await ReadAsync(mine, "1"));
    }

    [Fact]
    public async Task GetRecent_WrittenByAnotherProcess_ItsOwnWriteIsAConflict()
    {
        var mine = await CreateAsync();
        var others = redis.Create(mine.Tenant);
        await WriteAsync(mine, Write("1", 0, "a"));
        await WriteAsync(others, Write("1", 1, "b"));
        var (stale, fromMemory) = await mine.Records.GetRecentAsync(mine.Tenant, [CaseKey("1")], CancellationToken.None);
        Assert.Equal((1, true), (stale[0].Version, fromMemory));

        var outcome = await mine.Changes.CommitAsync(Change(mine, new Effects { Records = [Write("1", stale[0].Version, "c")] }), CancellationToken.None);

        Assert.Equal(new CommitOutcome.Conflict(CaseKey("1")), outcome);
        Assert.Equal("b", (await mine.Records.GetRecentAsync(mine.Tenant, [CaseKey("1")], CancellationToken.None)).Found[0].Json);
    }

    [Fact]
    public async Task GetRecent_OneOfThemUnknown_AsksForAll()
    {
        var mine = await CreateAsync();
        await WriteAsync(mine, Write("1", 0, "a"));

        Assert.True((await mine.Records.GetRecentAsync(mine.Tenant, [CaseKey("1")], CancellationToken.None)).FromMemory);
        Assert.False((await mine.Records.GetRecentAsync(mine.Tenant, [CaseKey("1"), CaseKey("2")], CancellationToken.None)).FromMemory);
        Assert.True((await mine.Records.GetRecentAsync(mine.Tenant, [CaseKey("1"), CaseKey("2")], CancellationToken.None)).FromMemory);
    }

    [Fact]
    public void TryFind_AfterAMinute_IsForgotten()
    {
        var memory = new RecordMemory(_clock);
        memory.Note(Somebody, CaseKey("1"), new StoredRecord(CaseKey("1"), 1, "a"));

        _clock.Pass(RecordMemory.KeptFor - TimeSpan.FromSeconds(1));
        Assert.True(memory.TryFind(Somebody, CaseKey("1"), out _));
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.False(memory.TryFind(Somebody, CaseKey("1"), out _));
    }

    [Fact]
    public void Note_LargeRecord_IsNotKept()
    {
        var memory = new RecordMemory(_clock);
        memory.Note(Somebody, CaseKey("1"), new StoredRecord(CaseKey("1"), 1, "a"));

        memory.Note(Somebody, CaseKey("1"), new StoredRecord(CaseKey("1"), 2, new string('b', 5000)));

        Assert.False(memory.TryFind(Somebody, CaseKey("1"), out _));
    }

    [Fact]
    public void Note_MoreThanThereIsRoomFor_StaysBounded()
    {
        var memory = new RecordMemory(_clock);
        for (var i = 0; i < 25_000; i++)
            memory.Note(Somebody, CaseKey($"{i}"), null);

        Assert.InRange(Enumerable.Range(0, 25_000).Count(i => memory.TryFind(Somebody, CaseKey($"{i}"), out _)), 1, 10_000);
        Assert.True(memory.TryFind(Somebody, CaseKey("24999"), out _));
    }

    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }
}
