using OpsBot.Core.Changes;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>Commits are atomic, guarded by versions and by the once-key.</summary>
public sealed class RedisChangeStoreTests(RedisStoresFixture redis) : StoreTest(redis), IClassFixture<RedisStoresFixture>
{
    private static readonly RecordKey Case = new("case", "1122-7K3F");
    private static readonly RecordKey Draft = new("conversation", "directline/a%2Fb/c:d {x}");

    [Fact]
    public async Task Commit_NewRecord_IsReadBackWithVersionOne()
    {
        const string json = "{\"schema\":1,\"text\":\"乡镇\\n\\\"多头填表\\\"\"}";
        Assert.IsType<CommitOutcome.Committed>(await PutAsync(Draft, 0, json));
        Assert.Equal(new StoredRecord(Draft, 1, json), Assert.Single(await ReadAsync(Draft, Case)));
    }

    [Fact]
    public async Task Commit_RightVersions_RaiseTheVersionByOne()
    {
        for (var version = 0; version < 3; version++)
            Assert.IsType<CommitOutcome.Committed>(await PutAsync(Case, version, $"{{\"n\":{version}}}"));
        Assert.Equal(new StoredRecord(Case, 3, "{\"n\":2}"), Assert.Single(await ReadAsync(Case)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Commit_OtherVersion_NamesTheRecordAndWritesNothing(long expected)
    {
        await PutAsync(Case, 0, "{\"n\":0}");
        await PutAsync(Case, 1, "{\"n\":1}");
        var outcome = await CommitAsync(new Effects
        {
            Records = [new RecordWrite(Draft, 0, "{}"), new RecordWrite(Case, expected, "{\"n\":9}")],
            Indexes = [new IndexWrite("cases/open", "x", Morning)],
            Dues = [new DueWrite("case/x", Morning)],
            Outbox = [Message("m1", "case:x")],
        }, once: "turn/1");
        Assert.Equal(new CommitOutcome.Conflict(Case), outcome);
        Assert.Equal(new StoredRecord(Case, 2, "{\"n\":1}"), Assert.Single(await ReadAsync(Case, Draft)));
        Assert.Empty(await Stores.Records.ListAsync(Tenant, new IndexQuery("cases/open"), CancellationToken.None));
        Assert.Null(await Stores.Dues.NextDueAtAsync(Tenant, CancellationToken.None));
        Assert.Null(await Stores.Outbox.NextReadyAtAsync(Tenant, CancellationToken.None));
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(Effects.None, once: "turn/1"));
    }

    [Fact]
    public async Task Commit_ExpectedVersionOfAMissingRecord_IsAConflict() =>
        Assert.Equal(new CommitOutcome.Conflict(Case), await PutAsync(Case, 1, "{}"));

    [Fact]
    public async Task Commit_Delete_RemovesTheRecordAndItMayBeMadeAgain()
    {
        await PutAsync(Case, 0, "{}");
        Assert.Equal(new CommitOutcome.Conflict(Case), await PutAsync(Case, 2, null));
        Assert.IsType<CommitOutcome.Committed>(await PutAsync(Case, 1, null));
        Assert.Empty(await ReadAsync(Case));
        Assert.IsType<CommitOutcome.Committed>(await PutAsync(Case, 0, "{}"));
        Assert.Equal(1, Assert.Single(await ReadAsync(Case)).Version);
    }

    [Fact]
    public async Task Commit_OnceKeyUsedByAnotherAttempt_IsADuplicateAndWritesNothing()
    {
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(Put(Case, 0, "{\"n\":1}"), "a", "turn/1"));
        Assert.IsType<CommitOutcome.Duplicate>(await CommitAsync(Put(Case, 1, "{\"n\":2}"), "b", "turn/1"));
        Assert.Equal(new StoredRecord(Case, 1, "{\"n\":1}"), Assert.Single(await ReadAsync(Case)));
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(Put(Case, 1, "{\"n\":3}"), "b", "turn/2"));
    }

    [Fact]
    public async Task Commit_SentAgainWithTheSameAttempt_IsCommittedOnce()
    {
        var effects = Put(Case, 0, "{\"n\":1}") with { Outbox = [Message("m1", "case:x")] };
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(effects, "a", "turn/1"));
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(effects, "a", "turn/1"));
        Assert.Equal(1, Assert.Single(await ReadAsync(Case)).Version);
        Assert.Single(await Stores.Outbox.ListAsync(Tenant, "case:x", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_SixteenWritersOnOneRecord_LoseAndDoubleNothing()
    {
        const int writers = 16, each = 10;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                while (true)
                {
                    var found = await ReadAsync(Case);
                    var (version, text) = found is [var record] ? (record.Version, record.Json) : (0, "");
                    var effects = Put(Case, version, $"{text}{writer}.{i};") with { Outbox = [Message($"m{writer}.{i}", "case:x")] };
                    if (await CommitAsync(effects, once: $"turn/{writer}/{i}") is CommitOutcome.Committed) break;
                }
            }
        })));
        var final = Assert.Single(await ReadAsync(Case));
        Assert.Equal(writers * each, final.Version);
        Assert.Equal(writers * each, final.Json.Split(';', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.Equal(writers * each, (await Stores.Outbox.ListAsync(Tenant, "case:x", 1000, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Commit_AnotherTenant_SeesNothingOfIt()
    {
        await PutAsync(Case, 0, "{}");
        var other = TenantId.Parse(Tenant.Value + "-other");
        Assert.Empty(await Stores.Records.GetAsync(other, [Case], CancellationToken.None));
        var change = Change(Put(Case, 0, "{\"other\":true}"), once: "turn/1") with { Tenant = other };
        Assert.IsType<CommitOutcome.Committed>(await Stores.Changes.CommitAsync(change, CancellationToken.None));
        Assert.Equal("{}", Assert.Single(await ReadAsync(Case)).Json);
    }

    [Fact]
    public async Task List_Members_ComeByInstantInEitherDirection()
    {
        await CommitAsync(new Effects
        {
            Indexes =
            [
                new IndexWrite("cases/open", "late", Morning.AddHours(2)),
                new IndexWrite("cases/open", "b", Morning),
                new IndexWrite("cases/open", "a", Morning),
                new IndexWrite("cases/open", "early", Morning.AddMilliseconds(-1)),
                new IndexWrite("cases/open", "gone", Morning),
                new IndexWrite("cases/shut", "other", Morning),
            ],
        });
        await CommitAsync(new Effects { Indexes = [new IndexWrite("cases/open", "gone", null), new IndexWrite("cases/open", "early", Morning.AddHours(1))] });
        Assert.Equal(["a", "b", "early", "late"], await ListAsync(new IndexQuery("cases/open")));
        Assert.Equal(["late", "early"], await ListAsync(new IndexQuery("cases/open", 2, NewestFirst: true)));
        Assert.Empty(await ListAsync(new IndexQuery("cases/none")));
    }

    [Fact]
    public async Task Commit_Logs_AreAppendedWithTheRest()
    {
        var change = Change(Put(Case, 0, "{}")) with { Logs = [new LogAppend("c1", "e1", "{\"a\":1}"), new LogAppend("c1", "e2", "{}")] };
        await Stores.Changes.CommitAsync(change, CancellationToken.None);
        var entries = await Stores.Logs.ReadAsync(Tenant, "c1", 0, 10, CancellationToken.None);
        Assert.Equal([(1, "e1", "{\"a\":1}"), (2, "e2", "{}")], entries.Select(e => (e.Number, e.EntryId, e.Json)));
    }

    private static Effects Put(RecordKey key, long expected, string? json) => new() { Records = [new RecordWrite(key, expected, json)] };

    private Task<CommitOutcome> PutAsync(RecordKey key, long expected, string? json) => CommitAsync(Put(key, expected, json));

    private Task<IReadOnlyList<StoredRecord>> ReadAsync(params RecordKey[] keys) => Stores.Records.GetAsync(Tenant, keys, CancellationToken.None);

    private Task<IReadOnlyList<string>> ListAsync(IndexQuery query) => Stores.Records.ListAsync(Tenant, query, CancellationToken.None);
}
