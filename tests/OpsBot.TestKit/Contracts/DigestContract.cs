using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What is over a budget becomes one message, loses nothing, and can be taken back until that is out. Orphans come home.</summary>
public abstract class DigestContract : StoreContract
{
    private const string Subject = "circular:1";

    [Fact]
    public async Task Merge_AllThatWaits_EndsInOneDigestLinkedToIt()
    {
        var store = await CreateAsync();
        var leased = await ParkedAsync(store, "1", "2", "3");

        // The other two are with the same worker or another: it makes no difference, they may not go out by themselves.
        Assert.All(leased, entry => Assert.True(entry.ForDigest));
        Assert.Equal(["1", "2", "3"], Ids(await WaitingAsync(store)));
        Assert.True(await MergeAsync(store, leased[1], "digest", "1", "2", "3"));

        await AssertCountsAsync(store, Subject, (DeliveryState.Merged, 3));
        Assert.All(await store.Outbox.GetAsync(store.Tenant, ["1", "2", "3"], CancellationToken.None), item => Assert.Equal("digest:digest", item.Reason));
        Assert.False(await MergeAsync(store, leased[0], "second", "1", "2", "3"));
        Assert.False(await FinishAsync(store, leased[2], DeliveryState.Delivered));
        Assert.Empty(await WaitingAsync(store));
        Assert.Equal("digest", (await LeaseOneAsync(store, Now.AddDays(1))).Message.Id);
    }

    [Fact]
    public async Task Finish_DigestDelivered_DeliversItsItems()
    {
        var store = await CreateAsync();
        await MergeAsync(store, (await ParkedAsync(store, "1", "2"))[0], "digest", "1", "2");

        Assert.True(await FinishAsync(store, await LeaseOneAsync(store, Now.AddDays(1)), DeliveryState.Delivered));

        await AssertCountsAsync(store, Subject, (DeliveryState.Delivered, 2));
        await CommitAsync(store, new Effects { Withdrawals = [Subject] });
        await AssertCountsAsync(store, Subject, (DeliveryState.Delivered, 2));
    }

    [Fact]
    public async Task Finish_DigestDelivered_ChargesEachItemToItsSender()
    {
        var store = await CreateAsync();
        // Words that look like the field, and an item that is taken back in time.
        await QueueAsync(
            store,
            Message("1", Subject) with { SenderUnitId = "unit-1", Content = "\"senderUnitId\":\"unit-9\"" },
            Message("2", Subject) with { SenderUnitId = "unit-1" },
            Message("3", Subject) with { SenderUnitId = "unit-2" },
            Message("4", "case:4") with { SenderUnitId = "unit-2" },
            Message("5", Subject));
        foreach (var entry in await LeaseAsync(store))
            Assert.True(await DeferAsync(store, entry, forDigest: true));
        var leased = await LeaseAsync(store, Now.AddDays(1));
        await MergeAsync(store, leased[0], "digest", "1", "2", "3", "4", "5");
        await CommitAsync(store, new Effects { Withdrawals = ["case:4"] });

        var digest = await LeaseOneAsync(store, Now.AddDays(1));
        var end = new DeliveryEnd(DeliveryState.Delivered, null, Audit("delivery.delivered")) { ChargedMonth = "2026-11" };
        Assert.True(await store.Outbox.FinishAsync(store.Tenant, digest, end, CancellationToken.None));
        Assert.False(await store.Outbox.FinishAsync(store.Tenant, digest, end, CancellationToken.None));

        var month = await store.Outbox.BurdenOfMonthAsync(store.Tenant, "2026-11", CancellationToken.None);
        Assert.Equal([("unit-1", 2), ("unit-2", 1)], month.Select(m => (m.Key, m.Value)).Order());
    }

    [Fact]
    public async Task Reconciler_WorkerDied_FindsItsMessagesWithinAMinute()
    {
        var store = await CreateAsync();
        var clock = new InMemory.ManualClock(MachineNow);
        var reconciler = new OutboxReconcileHandler(store.Outbox, new DeliverySignal(), new MachineClock(clock));
        await QueueAsync(store, [.. Enumerable.Range(0, 20).Select(i => Message($"{i:00}", Subject))]);
        Assert.Equal(0, await reconciler.RunAsync(store.Tenant, CancellationToken.None));
        // The worst moment: it leases right after a look, and dies. One message even falls out of the list of leases.
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var leased = await store.Outbox.LeaseAsync(store.Tenant, Now, clock.Now, 15, OutboxDeliveryHandler.LeaseFor, CancellationToken.None);
        await store.LoseAsync(store.Tenant, leased[0].Message.Id);
        var died = clock.Now;

        var found = new List<(TimeSpan After, int Count)>();
        while (clock.Now - died < TimeSpan.FromMinutes(5))
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            if (await reconciler.RunAsync(store.Tenant, CancellationToken.None) is > 0 and var count)
                found.Add((clock.Now - died, count));
        }

        Assert.Equal(15, found.Sum(f => f.Count));
        Assert.All(found, f => Assert.InRange(f.After, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
        Assert.All(leased.Skip(1), entry => Assert.True(found[^1].After >= OutboxDeliveryHandler.LeaseFor, entry.Message.Id));
        // What the dead worker might still say counts no more, and everything can be leased again at once.
        Assert.False(await FinishAsync(store, leased[1], DeliveryState.Delivered));
        Assert.Equal(20, (await LeaseAsync(store, Now.AddDays(1), clock.Now)).Count);
    }

    [Fact]
    public async Task Reconciler_LostFromEveryQueue_IsFoundWithinAMinuteOfTheLoss()
    {
        var store = await CreateAsync();
        var clock = new InMemory.ManualClock(MachineNow);
        var reconciler = new OutboxReconcileHandler(store.Outbox, new DeliverySignal(), new MachineClock(clock));
        await QueueAsync(store, [.. Enumerable.Range(0, 10).Select(i => Message($"{i}", Subject))]);
        for (var round = 0; round < 10; round++)
        {
            await store.LoseAsync(store.Tenant, $"{round}");
            var lost = clock.Now;
            while (await reconciler.RunAsync(store.Tenant, CancellationToken.None) == 0)
            {
                Assert.True(clock.Now - lost < TimeSpan.FromSeconds(60));
                clock.Advance(TimeSpan.FromSeconds(3));
            }
        }
        Assert.Equal(10, (await LeaseAsync(store, Now.AddDays(1), clock.Now)).Count);
    }

    [Fact]
    public async Task Withdraw_BeforeAndAfterTheMerge_TakesTheItemBack()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("other", "case:2"));
        await DeferAsync(store, await LeaseOneAsync(store), forDigest: true);
        var leased = await ParkedAsync(store, "1", "2");
        await MergeAsync(store, leased[0], "digest", "1", "other");

        await CommitAsync(store, new Effects { Withdrawals = ["case:2"] });
        await CommitAsync(store, new Effects { Withdrawals = [Subject] });

        var states = await store.Outbox.GetAsync(store.Tenant, ["1", "other"], CancellationToken.None);
        Assert.All(states, item => Assert.Equal(DeliveryState.Withdrawn, item.State));
        // The one with a worker is told when it asks.
        Assert.True(await store.Outbox.IsWithdrawnAsync(store.Tenant, "2", CancellationToken.None));
        Assert.True(await FinishAsync(store, await LeaseOneAsync(store, Now.AddDays(1)), DeliveryState.Delivered));
        Assert.Equal(DeliveryState.Withdrawn, (await store.Outbox.GetAsync(store.Tenant, ["1"], CancellationToken.None))[0].State);
    }

    [Fact]
    public async Task Withdraw_WhileItWaitsForTheDigest_LeavesTheDigest()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        await DeferAsync(store, await LeaseOneAsync(store), forDigest: true);

        await CommitAsync(store, new Effects { Withdrawals = [Subject] });

        Assert.Empty(await WaitingAsync(store));
        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
    }

    [Fact]
    public async Task Reconcile_Orphans_ComeBackAndNothingElseMoves()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 30).Select(i => Message($"{i:00}", Subject, Now.AddMinutes(i)))]);
        var leased = await LeaseOneAsync(store);
        foreach (var lost in new[] { "00", "07", "29" })
            await store.LoseAsync(store.Tenant, lost);
        Assert.DoesNotContain("07", Ids(await LeaseAsync(store, Now.AddMinutes(8))));

        Assert.Equal(3, await ReconcileAsync(store));
        Assert.Equal(0, await ReconcileAsync(store));

        Assert.False(await FinishAsync(store, leased, DeliveryState.Delivered));
        var ready = Ids(await LeaseAsync(store, Now.AddDays(1)));
        Assert.Contains("07", ready);
        Assert.Equal(23, ready.Length);
    }

    [Fact]
    public async Task Reconcile_WithdrawnOrphan_EndsAsWithdrawn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        await LeaseOneAsync(store);
        await CommitAsync(store, new Effects { Withdrawals = [Subject] });
        await store.LoseAsync(store.Tenant, "1");

        await ReconcileAsync(store);

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
    }

    [Fact]
    public async Task Reconcile_LeasedBeyondItsLease_IsFreeAgain()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        await LeaseOneAsync(store);

        Assert.Equal(0, await ReconcileAsync(store));
        Assert.Equal(1, await ReconcileAsync(store, MachineNow.AddMinutes(2)));

        await AssertCountsAsync(store, Subject, (DeliveryState.Retrying, 1));
    }

    private static async Task<int> ReconcileAsync(StoreUnderTest store, DateTimeOffset? machineNow = null)
    {
        var repaired = 0;
        for (long? from = 0; from is { } at;)
        {
            var step = await store.Outbox.ReconcileAsync(store.Tenant, machineNow ?? MachineNow, at, 7, CancellationToken.None);
            repaired += step.Repaired;
            from = step.Next;
        }
        return repaired;
    }

    private static Task<IReadOnlyList<OutboxEntry>> WaitingAsync(StoreUnderTest store) =>
        store.Outbox.ListForDigestAsync(store.Tenant, "person-1", 50, CancellationToken.None);

    private static Task<bool> MergeAsync(StoreUnderTest store, OutboxEntry leader, string id, params string[] items) =>
        store.Outbox.MergeAsync(store.Tenant, leader, Message(id) with { Class = MessageClass.Digest, Items = items }, Audit("delivery.merged"), CancellationToken.None);

    private static Task<bool> DeferAsync(StoreUnderTest store, OutboxEntry entry, bool forDigest) =>
        store.Outbox.DeferAsync(store.Tenant, entry, new Deferral(DeliveryState.Held, Now.AddDays(1), "over_burden") { ForDigest = forDigest }, CancellationToken.None);

    /// <summary>Messages that wait for the digest, leased again at its time.</summary>
    private async Task<IReadOnlyList<OutboxEntry>> ParkedAsync(StoreUnderTest store, params string[] ids)
    {
        await QueueAsync(store, [.. ids.Select(id => Message(id, Subject))]);
        foreach (var entry in await LeaseAsync(store))
            Assert.True(await DeferAsync(store, entry, forDigest: true));
        return [.. (await LeaseAsync(store, Now.AddDays(1))).Where(e => e.Message.Subject == Subject)];
    }
}
