using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>A change that comes twice happens once, whoever sends it again.</summary>
public abstract class OnceContract : StoreContract
{
    private static readonly LogAppend Entry = new("talk", "entry", "{}");

    [Fact]
    public async Task Commit_OnceKeyOfAnotherAttempt_IsDuplicateAndWritesNothing()
    {
        var store = await CreateAsync();
        await CommitAsync(store, Everything(0), Once("turn/1"), Entry);
        var second = new Effects
        {
            Records = [Write("1", 1), Write("2", 0)],
            Indexes = [new IndexWrite("cases/open", "2", Now)],
            Outbox = [Message("message-2", "case:1")],
            Withdrawals = ["case:1"],
            Audit = [Audit()],
        };

        var outcome = await store.Changes.CommitAsync(Change(store, second, Once("turn/1"), new LogAppend("talk", "entry-2", "{}")), CancellationToken.None);

        Assert.IsType<CommitOutcome.Duplicate>(outcome);
        Assert.Null(await ReadAsync(store, "2"));
        await AssertEverythingAsync(store, version: 1);
    }

    [Fact]
    public async Task Commit_SameAttemptAgain_IsCommittedAndDoublesNothing()
    {
        var store = await CreateAsync();
        var change = Change(store, Everything(0), Once("turn/1"), Entry);

        for (var time = 0; time < 3; time++)
            Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));

        await AssertEverythingAsync(store, version: 1);
    }

    [Fact]
    public async Task Commit_SameAttemptAfterOthersWentOn_LeavesTheirWork()
    {
        var store = await CreateAsync();
        var change = Change(store, new Effects { Records = [Write("1", 0, "first")], Dues = [new DueWrite("case/1", Now)] }, Once("turn/1"));
        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));
        await CommitAsync(store, new Effects { Records = [Write("1", 1, "second")], Dues = [new DueWrite("case/1", null)] });

        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));

        Assert.Equal(new StoredRecord(CaseKey("1"), 2, "second"), await ReadAsync(store, "1"));
        Assert.Empty(await LeaseDueAsync(store));
    }

    [Fact]
    public async Task Commit_SameAttemptWithoutOnceKey_IsNoDuplicateAndTheGuardHolds()
    {
        // Told "committed" by a store that remembers attempts, "conflict" by one that leaves it to the versions.
        var store = await CreateAsync();
        var change = Change(store, Everything(0), null, Entry);
        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));

        Assert.IsNotType<CommitOutcome.Duplicate>(await store.Changes.CommitAsync(change, CancellationToken.None));

        await AssertEverythingAsync(store, version: 1);
    }

    [Fact]
    public async Task Commit_DuplicateWithWrongVersion_IsDuplicateAndNotConflict()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Records = [Write("1", 0)] }, Once("turn/1"));

        var outcome = await store.Changes.CommitAsync(
            Change(store, new Effects { Records = [Write("1", 0)] }, Once("turn/1")),
            CancellationToken.None);

        Assert.IsType<CommitOutcome.Duplicate>(outcome);
    }

    [Fact]
    public async Task Commit_OtherOnceKey_IsAnotherChange()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Records = [Write("1", 0)] }, Once("turn/1"));

        await CommitAsync(store, new Effects { Records = [Write("1", 1)] }, Once("turn/2"));

        Assert.Equal(2, (await ReadAsync(store, "1"))!.Version);
    }

    [Fact]
    public async Task Commit_SixteenAtOnceWithOneKey_OneIsCommittedAndTheOthersAreDuplicates()
    {
        var store = await CreateAsync();
        var changes = Enumerable.Range(0, 16).Select(i => Change(store, new Effects { Records = [Write($"{i}", 0)] }, Once("turn/1"))).ToArray();

        var outcomes = await Task.WhenAll(changes.Select(c => Task.Run(() => store.Changes.CommitAsync(c, CancellationToken.None))));

        Assert.Single(outcomes.OfType<CommitOutcome.Committed>());
        Assert.Equal(15, outcomes.OfType<CommitOutcome.Duplicate>().Count());
        var keys = Enumerable.Range(0, 16).Select(i => CaseKey($"{i}")).ToArray();
        Assert.Single(await store.Records.GetAsync(store.Tenant, keys, CancellationToken.None));
    }
}
