using System.Diagnostics;
using OpsBot.Core.Changes;

namespace OpsBot.Redis.Tests.Conversations;

/// <summary>Entries keep their number, and whoever waits is woken.</summary>
public sealed class RedisActivityLogTests(RedisStoresFixture redis) : StoreTest(redis), IClassFixture<RedisStoresFixture>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Append_Entries_AreNumberedFromOnePerConversation()
    {
        Assert.Equal(1, await AppendAsync("c1", "a", "{\"t\":\"你好\\n\"}"));
        Assert.Equal(2, await AppendAsync("c1", "b"));
        Assert.Equal(1, await AppendAsync("c2", "a"));
        Assert.Equal([(1, "a", "{\"t\":\"你好\\n\"}"), (2, "b", "{}")], await ReadAsync("c1", 0));
    }

    [Fact]
    public async Task Append_IdThatIsThere_KeepsNumberAndContent()
    {
        await AppendAsync("c1", "a", "{\"first\":true}");
        await AppendAsync("c1", "b");
        Assert.Equal(1, await AppendAsync("c1", "a", "{\"second\":true}"));
        Assert.Equal(3, await AppendAsync("c1", "c"));
        Assert.Equal("{\"first\":true}", (await ReadAsync("c1", 0))[0].Json);
    }

    [Fact]
    public async Task Read_AfterAWatermark_GivesTheRestUpToTake()
    {
        for (var i = 1; i <= 10; i++) await AppendAsync("c1", $"e{i}");
        Assert.Equal([4, 5, 6], (await ReadAsync("c1", 3, 3)).Select(e => (int)e.Number));
        Assert.Equal([10], (await ReadAsync("c1", 9, 50)).Select(e => (int)e.Number));
        Assert.Empty(await ReadAsync("c1", 10));
        Assert.Empty(await ReadAsync("c1", 99));
        Assert.Empty(await ReadAsync("none", 0));
    }

    [Fact]
    public async Task Append_SixteenWriters_GetEachNumberOnce()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 160).Select(i => Task.Run(() => AppendAsync("c1", $"e{i}"))));
        Assert.Equal(Enumerable.Range(1, 160), numbers.Select(n => (int)n).Order());
        Assert.Equal(160, (await ReadAsync("c1", 0, 1000)).Length);
    }

    [Fact]
    public async Task Wait_AppendAfterItWasCalled_CompletesSoon()
    {
        var watch = Stopwatch.StartNew();
        var appended = Stores.Logs.WaitAsync(Tenant, "c1", Long, CancellationToken.None);
        var committed = Stores.Logs.WaitAsync(Tenant, "c2", Long, CancellationToken.None);
        await AppendAsync("c1", "a");
        await appended;
        await Stores.Changes.CommitAsync(Change(Effects.None) with { Logs = [new LogAppend("c2", "a", "{}")] }, CancellationToken.None);
        await committed;
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Long / 2);
    }

    [Fact]
    public async Task Wait_NothingAppended_CompletesAtItsLimit() =>
        await Stores.Logs.WaitAsync(Tenant, "c1", TimeSpan.FromMilliseconds(50), CancellationToken.None).WaitAsync(Long);

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Stores.Logs.WaitAsync(Tenant, "c1", Long, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private Task<long> AppendAsync(string conversation, string id, string json = "{}") =>
        Stores.Logs.AppendAsync(Tenant, new LogAppend(conversation, id, json), CancellationToken.None);

    private async Task<(long Number, string EntryId, string Json)[]> ReadAsync(string conversation, long after, int take = 100) =>
        [.. (await Stores.Logs.ReadAsync(Tenant, conversation, after, take, CancellationToken.None)).Select(e => (e.Number, e.EntryId, e.Json))];
}
