using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>All or nothing, guarded by versions.</summary>
public abstract class CommitContract : StoreContract
{
    [Fact]
    public async Task Commit_NewRecord_IsVersionOneWithItsContent()
    {
        var store = await CreateAsync();

        await WriteAsync(store, Write("1", 0, "{\"schema\":1,\"title\":\"漏水\"}"));

        Assert.Equal(new StoredRecord(CaseKey("1"), 1, "{\"schema\":1,\"title\":\"漏水\"}"), await ReadAsync(store, "1"));
    }

    [Fact]
    public async Task Commit_EachWrite_CountsTheVersionUp()
    {
        var store = await CreateAsync();

        for (var version = 0; version < 5; version++)
            await WriteAsync(store, Write("1", version, $"{version}"));

        Assert.Equal(new StoredRecord(CaseKey("1"), 5, "4"), await ReadAsync(store, "1"));
    }

    [Fact]
    public async Task Commit_AllParts_AreAllThere()
    {
        var store = await CreateAsync();

        await CommitAsync(store, Everything(0), Once("turn/1"), new LogAppend("talk", "entry", "{}"));

        await AssertEverythingAsync(store, version: 1);
    }

    [Fact]
    public async Task Commit_Nothing_IsCommitted()
    {
        var store = await CreateAsync();

        await CommitAsync(store, Effects.None);

        Assert.Equal(0, await store.CountAuditAsync(store.Tenant));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    public async Task Commit_WrongVersion_IsConflictOfThatRecord(int stored, long expected)
    {
        var store = await CreateAsync();
        for (var version = 0; version < stored; version++)
            await WriteAsync(store, Write("1", version, "old"));

        var outcome = await store.Changes.CommitAsync(Change(store, new Effects { Records = [Write("1", expected, "new")] }), CancellationToken.None);

        Assert.Equal(new CommitOutcome.Conflict(CaseKey("1")), outcome);
        var after = await ReadAsync(store, "1");
        Assert.Equal(stored, after?.Version ?? 0);
        Assert.NotEqual("new", after?.Json);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Commit_DeleteWithWrongVersion_IsConflictAndKeepsTheRecord(long expected)
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("1", 0));
        await WriteAsync(store, Write("1", 1, "kept"));

        var outcome = await store.Changes.CommitAsync(Change(store, new Effects { Records = [Write("1", expected, null)] }), CancellationToken.None);

        Assert.Equal(new CommitOutcome.Conflict(CaseKey("1")), outcome);
        Assert.Equal(new StoredRecord(CaseKey("1"), 2, "kept"), await ReadAsync(store, "1"));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("a", "a", true)]
    [InlineData(null, "a", false)]
    [InlineData("a", null, false)]
    [InlineData("a", "b", false)]
    public async Task Commit_OfWhatWasSeen_HoldsOnlyWhileItIsTheSame(string? seen, string? stored, bool holds)
    {
        var store = await CreateAsync();
        if (stored is not null)
            await WriteAsync(store, Write("seen", 0, stored));
        var change = Change(store, new Effects { Records = [Write("1", 0)], Outbox = [Message("1")] }, Once("turn/1")) with
        {
            Seen = [new RecordSeen(CaseKey("none"), null), new RecordSeen(CaseKey("seen"), seen is null ? null : new StoredRecord(CaseKey("seen"), 1, seen))],
        };

        var outcome = await store.Changes.CommitAsync(change, CancellationToken.None);

        Assert.Equal(holds, outcome is CommitOutcome.Committed);
        if (!holds)
            Assert.Equal(new CommitOutcome.Conflict(CaseKey("seen")), outcome);
        Assert.Equal(holds, await ReadAsync(store, "1") is not null);
        Assert.Equal(holds ? 1 : 0, (await LeaseAsync(store)).Count);
    }

    [Fact]
    public async Task Commit_SeenBeforeItWasDeletedAndMadeAnew_IsAConflict()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("seen", 0, "first"));
        await WriteAsync(store, Write("seen", 1, null));
        await WriteAsync(store, Write("seen", 0, "second"));
        var change = Change(store, new Effects { Records = [Write("1", 0)] }) with { Seen = [new RecordSeen(CaseKey("seen"), new StoredRecord(CaseKey("seen"), 1, "first"))] };

        Assert.Equal(new CommitOutcome.Conflict(CaseKey("seen")), await store.Changes.CommitAsync(change, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_RepeatedAfterTheSeenChanged_IsToldThatItWasCommitted()
    {
        var store = await CreateAsync();
        var change = Change(store, new Effects { Records = [Write("1", 0)] }, Once("turn/1")) with { Seen = [new RecordSeen(CaseKey("seen"), null)] };
        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));
        await WriteAsync(store, Write("seen", 0));

        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));
        Assert.IsType<CommitOutcome.Duplicate>(await store.Changes.CommitAsync(change with { AttemptId = "another" }, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_ManyAtOnce_EachGetsItsOwnOutcome()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("taken", 0));

        // Those that want the record must lose, those of one once-key must be one, the others must all be written.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.Changes.CommitAsync(
            (i % 3) switch
            {
                0 => Change(store, new Effects { Records = [Write($"{i}", 0)], Outbox = [Message($"{i}")] }),
                1 => Change(store, new Effects { Records = [Write("taken", 0)], Outbox = [Message($"{i}")] }),
                _ => Change(store, new Effects { Outbox = [Message($"{i}")] }, Once("turn/one")),
            },
            CancellationToken.None)));

        Assert.All(Enumerable.Range(0, 300).Where(i => i % 3 == 0), i => Assert.IsType<CommitOutcome.Committed>(outcomes[i]));
        Assert.All(Enumerable.Range(0, 300).Where(i => i % 3 == 1), i => Assert.Equal(new CommitOutcome.Conflict(CaseKey("taken")), outcomes[i]));
        Assert.Single(Enumerable.Range(0, 300).Where(i => i % 3 == 2), i => outcomes[i] is CommitOutcome.Committed);
        Assert.Equal(101, (await LeaseAsync(store, count: 400)).Count);
    }

    [Fact]
    public async Task GetRecent_AfterACommit_SaysWhatWasCommitted()
    {
        var store = await CreateAsync();
        RecordKey[] keys = [CaseKey("1"), CaseKey("none")];
        Assert.Empty((await store.Records.GetRecentAsync(store.Tenant, keys, CancellationToken.None)).Found);
        await WriteAsync(store, Write("1", 0, "a"));
        Assert.Equal([new StoredRecord(CaseKey("1"), 1, "a")], (await store.Records.GetRecentAsync(store.Tenant, keys, CancellationToken.None)).Found);
        await WriteAsync(store, Write("1", 1, null));
        Assert.Empty((await store.Records.GetRecentAsync(store.Tenant, keys, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task Commit_ConflictInTheLastRecord_WritesNothingAtAll()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("last", 0));
        await QueueAsync(store, Message("older", "case:old"));
        var effects = Everything(0);
        effects = effects with { Records = [.. effects.Records, Write("last", 7)], Withdrawals = ["case:old"] };

        var outcome = await store.Changes.CommitAsync(
            Change(store, effects, Once("turn/1"), new LogAppend("talk", "entry", "{}")),
            CancellationToken.None);

        Assert.Equal(new CommitOutcome.Conflict(CaseKey("last")), outcome);
        Assert.Null(await ReadAsync(store, "1"));
        Assert.Empty(await ListAsync(store, "cases/open"));
        Assert.Null(await store.Due.NextDueAtAsync(store.Tenant, CancellationToken.None));
        Assert.Empty(await LeaseDueAsync(store));
        Assert.Empty(await ReadLogAsync(store, "talk"));
        Assert.Equal(0, await store.CountAuditAsync(store.Tenant));
        await AssertCountsAsync(store, "case:1");
        await AssertCountsAsync(store, "case:old", (DeliveryState.Queued, 1));
        Assert.Equal(["older"], Ids(await LeaseAsync(store)));
    }

    [Fact]
    public async Task Commit_ConflictThenRightVersion_MayUseTheSameOnceKey()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("1", 0));
        var wrong = Change(store, new Effects { Records = [Write("1", 0)] }, Once("turn/1"));
        Assert.IsType<CommitOutcome.Conflict>(await store.Changes.CommitAsync(wrong, CancellationToken.None));

        await CommitAsync(store, new Effects { Records = [Write("1", 1)] }, Once("turn/1"));

        Assert.Equal(2, (await ReadAsync(store, "1"))!.Version);
    }

    [Fact]
    public async Task Commit_DeleteThenCreate_StartsAgainAtVersionOne()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("1", 0));
        await WriteAsync(store, Write("1", 1));

        await WriteAsync(store, Write("1", 2, null));
        Assert.Null(await ReadAsync(store, "1"));

        await WriteAsync(store, Write("1", 0, "again"));
        Assert.Equal(new StoredRecord(CaseKey("1"), 1, "again"), await ReadAsync(store, "1"));
    }

    [Fact]
    public async Task Commit_SameIdOfTwoKinds_AreTwoRecords()
    {
        var store = await CreateAsync();

        await WriteAsync(store, new RecordWrite(new RecordKey("case", "1"), 0, "case"), new RecordWrite(new RecordKey("leg", "1"), 0, "leg"));

        var found = await store.Records.GetAsync(store.Tenant, [new("case", "1"), new("leg", "1"), new("note", "1")], CancellationToken.None);
        Assert.Equal(["case", "leg"], found.Select(r => r.Json).Order());
    }

    [Fact]
    public async Task Commit_OneTenant_IsNotSeenByAnother()
    {
        var store = await CreateAsync();
        var other = store with { Tenant = TenantId.Parse(store.Tenant.Value + "-b") };
        await CommitAsync(store, Everything(0), Once("turn/1"), new LogAppend("talk", "entry", "{}"));

        Assert.Null(await ReadAsync(other, "1"));
        Assert.Empty(await ListAsync(other, "cases/open"));
        Assert.Empty(await LeaseDueAsync(other));
        Assert.Empty(await LeaseAsync(other));
        Assert.Empty(await ReadLogAsync(other, "talk"));
        await AssertCountsAsync(other, "case:1");
        Assert.Equal(0, await other.CountAuditAsync(other.Tenant));

        await CommitAsync(other, Everything(0), Once("turn/1"), new LogAppend("talk", "entry", "{}"));
        await AssertEverythingAsync(other, version: 1);
        await AssertEverythingAsync(store, version: 1);
    }
}
