using System.Diagnostics;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>A client that remembers a number reads each entry once, in order.</summary>
public abstract class ActivityLogContract : StoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Append_NumbersFromOne()
    {
        var store = await CreateAsync();
        Assert.Empty(await ReadLogAsync(store, "talk"));

        Assert.Equal(1, await AppendAsync(store, "talk", "a"));
        Assert.Equal(2, await AppendAsync(store, "talk", "b"));

        Assert.Equal([new LogEntry(1, "a", "{\"id\":\"a\"}"), new LogEntry(2, "b", "{\"id\":\"b\"}")], await ReadLogAsync(store, "talk"));
    }

    [Fact]
    public async Task Append_SameEntryId_KeepsNumberAndContent()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");
        await AppendAsync(store, "talk", "b");

        Assert.Equal(1, await store.Log.AppendAsync(store.Tenant, new LogAppend("talk", "a", "{\"other\":1}"), CancellationToken.None));
        Assert.Equal(3, await AppendAsync(store, "talk", "c"));

        Assert.Equal(["{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}"], (await ReadLogAsync(store, "talk")).Select(e => e.Json));
    }

    [Fact]
    public async Task Append_TwoConversations_AreApart()
    {
        var store = await CreateAsync();
        Assert.Equal(1, await AppendAsync(store, "talk", "a"));

        Assert.Equal(1, await AppendAsync(store, "talk:2", "a"));
        Assert.Equal(2, await AppendAsync(store, "talk:2", "b"));

        Assert.Equal(["a"], (await ReadLogAsync(store, "talk")).Select(e => e.EntryId));
        Assert.Equal(["a", "b"], (await ReadLogAsync(store, "talk:2")).Select(e => e.EntryId));
    }

    [Fact]
    public async Task Trim_TakesTheOldestAndKeepsTheNumbers()
    {
        var store = await CreateAsync();
        for (var i = 1; i <= 5; i++)
            await AppendAsync(store, "talk", $"e{i}");

        Assert.Equal(5, await store.Log.TrimAsync(store.Tenant, "talk", 3, CancellationToken.None));
        Assert.Equal([4, 5], (await ReadLogAsync(store, "talk")).Select(e => e.Number));

        Assert.Equal(5, await store.Log.TrimAsync(store.Tenant, "talk", 99, CancellationToken.None));
        Assert.Empty(await ReadLogAsync(store, "talk"));
        Assert.Equal(6, await AppendAsync(store, "talk", "e1"));
        Assert.Equal(0, await store.Log.TrimAsync(store.Tenant, "nothing", 1, CancellationToken.None));
    }

    [Fact]
    public async Task Read_AfterAndTake_GiveThatPart()
    {
        var store = await CreateAsync();
        for (var i = 1; i <= 12; i++)
            await AppendAsync(store, "talk", $"e{i}");

        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), (await ReadLogAsync(store, "talk")).Select(e => e.Number));
        Assert.Equal([4, 5, 6], (await ReadLogAsync(store, "talk", after: 3, take: 3)).Select(e => e.Number));
        Assert.Equal(["e12"], (await ReadLogAsync(store, "talk", after: 11)).Select(e => e.EntryId));
        Assert.Empty(await ReadLogAsync(store, "talk", after: 12));
        Assert.Empty(await ReadLogAsync(store, "talk", after: 99));
    }

    [Fact]
    public async Task Commit_Logs_AreNumberedWithTheOthersAndIdempotent()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");

        await CommitAsync(store, Effects.None, null, new LogAppend("talk", "b", "1"), new LogAppend("talk", "a", "2"), new LogAppend("talk", "c", "3"), new LogAppend("other", "b", "4"));

        Assert.Equal([(1, "a"), (2, "b"), (3, "c")], (await ReadLogAsync(store, "talk")).Select(e => ((int)e.Number, e.EntryId)));
        Assert.Equal([new LogEntry(1, "b", "4")], await ReadLogAsync(store, "other"));
        Assert.Equal(2, await AppendAsync(store, "talk", "b"));
    }

    [Fact]
    public async Task Append_SixteenAtOnce_NumbersWithoutGapOrRepeat()
    {
        var store = await CreateAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => AppendAsync(store, "talk", $"e{i}"))));

        Assert.Equal(Enumerable.Range(1, 16).Select(i => (long)i), numbers.Order());
        var read = await ReadLogAsync(store, "talk");
        Assert.Equal(numbers.Order(), read.Select(e => e.Number));
        Assert.All(read, e => Assert.Equal(numbers[int.Parse(e.EntryId[1..])], e.Number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wait_EntryAppended_CompletesLongBeforeTheLimit(bool byCommit)
    {
        var store = await CreateAsync();
        var waited = Stopwatch.StartNew();
        var wait = store.Log.WaitAsync(store.Tenant, "talk", Long, CancellationToken.None);

        // A store may begin to listen a moment after the call returns, so entries keep coming until it is heard.
        for (var i = 0; !wait.IsCompleted && waited.Elapsed < Long; i++)
        {
            var entry = new LogAppend("talk", $"e{i}", "{}");
            if (byCommit)
                await CommitAsync(store, Effects.None, null, entry);
            else
                await store.Log.AppendAsync(store.Tenant, entry, CancellationToken.None);
            await Task.Yield();
        }
        await wait;

        Assert.True(waited.Elapsed < Long / 4, $"took {waited.Elapsed}");
    }

    [Fact]
    public async Task Wait_NothingAppended_CompletesAtTheLimit()
    {
        var store = await CreateAsync();
        var waited = Stopwatch.StartNew();

        await store.Log.WaitAsync(store.Tenant, "talk", TimeSpan.FromMilliseconds(20), CancellationToken.None);

        Assert.True(waited.Elapsed < Long / 4, $"took {waited.Elapsed}");
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        var store = await CreateAsync();
        using var stop = new CancellationTokenSource();
        var wait = store.Log.WaitAsync(store.Tenant, "talk", Long, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static Task<long> AppendAsync(StoreUnderTest store, string conversationId, string entryId) =>
        store.Log.AppendAsync(store.Tenant, new LogAppend(conversationId, entryId, $"{{\"id\":\"{entryId}\"}}"), CancellationToken.None);
}
