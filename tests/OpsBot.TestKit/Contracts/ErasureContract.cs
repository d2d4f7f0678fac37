using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What is taken out is gone, stays out, and moves nothing else.</summary>
public abstract class ErasureContract : StoreContract
{
    [Fact]
    public async Task Erase_Entries_AreGoneAndTheOthersKeepTheirNumbers()
    {
        var store = await CreateAsync();
        foreach (var id in new[] { "a", "b", "c", "d" })
            await AppendAsync(store, "talk", id);
        await AppendAsync(store, "other", "b");

        await EraseAsync(store, new LogErase("talk", ["b", "c"]));

        Assert.Equal([(1, "a"), (4, "d")], (await ReadLogAsync(store, "talk")).Select(e => ((int)e.Number, e.EntryId)));
        Assert.Equal(["b"], (await ReadLogAsync(store, "other")).Select(e => e.EntryId));
        Assert.Equal(5, await AppendAsync(store, "talk", "e"));
    }

    [Fact]
    public async Task Erase_AnEntryThatComesLater_IsNotAppended()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");
        await EraseAsync(store, new LogErase("talk", ["a", "late"]));

        await AppendAsync(store, "talk", "late");
        await AppendAsync(store, "talk", "a");
        await AppendAsync(store, "talk", "next");

        Assert.Equal(["next"], (await ReadLogAsync(store, "talk")).Select(e => e.EntryId));
    }

    [Fact]
    public async Task Erase_TogetherWithAnEntryOfTheSameChange_KeepsThatOne()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");

        await CommitAsync(store, new Effects { Erasures = [new LogErase("talk", ["a"])] }, null, new LogAppend("talk", "b", "{}"));

        Assert.Equal(["b"], (await ReadLogAsync(store, "talk")).Select(e => e.EntryId));
    }

    [Fact]
    public async Task Erase_MoreThanAPage_DoesNotHideWhatFollows()
    {
        var store = await CreateAsync();
        var ids = Enumerable.Range(0, 30).Select(i => $"e{i}").ToArray();
        foreach (var id in ids)
            await AppendAsync(store, "talk", id);
        await EraseAsync(store, new LogErase("talk", ids[..25]));

        Assert.Equal(["e25", "e26"], (await ReadLogAsync(store, "talk", after: 0, take: 2)).Select(e => e.EntryId));
        Assert.Equal([30], (await ReadLogAsync(store, "talk", after: 29)).Select(e => e.Number));
    }

    [Fact]
    public async Task Erase_All_LeavesTheNumbersAlone()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");
        await AppendAsync(store, "talk", "b");

        await EraseAsync(store, new LogErase("talk", null, TimeSpan.FromDays(7)));
        await EraseAsync(store, new LogErase("nothing", null));

        Assert.Empty(await ReadLogAsync(store, "talk"));
        Assert.Equal(3, await AppendAsync(store, "talk", "c"));
    }

    [Fact]
    public async Task Erase_ThenTrim_MakesRoomForTheIdAgain()
    {
        var store = await CreateAsync();
        await AppendAsync(store, "talk", "a");
        await EraseAsync(store, new LogErase("talk", ["a"]));

        await store.Log.TrimAsync(store.Tenant, "talk", 1, CancellationToken.None);

        Assert.Equal(2, await AppendAsync(store, "talk", "a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_AnAnswerThatWaitsOrIsBeingSent_IsNeverSent(bool isLeased)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Answer("answer-1"), Answer("answer-2"), Message("news", "case:1"));
        var leased = isLeased ? await LeaseAsync(store) : [];

        await EraseAsync(store, new LogErase(null, ["answer-1", "news", "unknown"]));

        Assert.Equal(["answer-2", "news"], (await store.Outbox.GetAsync(store.Tenant, ["answer-1", "answer-2", "news"], CancellationToken.None)).Select(e => e.Message.Id));
        foreach (var entry in leased)
            Assert.Equal(entry.Message.Id != "answer-1", await FinishAsync(store, entry, DeliveryState.Delivered));
        if (!isLeased)
            Assert.Equal(["answer-2", "news"], Ids(await LeaseAsync(store)));
        Assert.DoesNotContain("answer-1", Ids(await LeaseAsync(store, Now.AddDays(1), MachineNow.AddDays(1))));
    }

    [Fact]
    public async Task Erase_ADeliveredAnswerAndADeadLetter_LeaveNothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Answer("answer-1"), Answer("answer-2"));
        var leased = await LeaseAsync(store);
        await FinishAsync(store, leased[0], DeliveryState.Delivered);
        await FinishAsync(store, leased[1], DeliveryState.DeadLettered, "refused");

        await EraseAsync(store, new LogErase(null, ["answer-1", "answer-2"]));

        Assert.Empty(await store.Outbox.GetAsync(store.Tenant, ["answer-1", "answer-2"], CancellationToken.None));
        Assert.Null((await store.Outbox.ReconcileAsync(store.Tenant, MachineNow, 0, 10, CancellationToken.None)).Next);
    }

    private static OutboundMessage Answer(string id) => new()
    {
        Id = id,
        Class = MessageClass.Reply,
        PersonId = "person-1",
        Address = new Address("test", "talk", "person-1"),
        Content = "回答",
        CreatedAt = Now,
    };

    private Task EraseAsync(StoreUnderTest store, LogErase erasure) => CommitAsync(store, new Effects { Erasures = [erasure] });

    private static Task<long> AppendAsync(StoreUnderTest store, string conversationId, string entryId) =>
        store.Log.AppendAsync(store.Tenant, new LogAppend(conversationId, entryId, "{}"), CancellationToken.None);
}
