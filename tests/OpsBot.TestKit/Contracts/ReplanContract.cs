using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>Walking through the outbox and planning messages for another instant.</summary>
public abstract class ReplanContract : StoreContract
{
    private static readonly DateTimeOffset Later = Now.AddHours(5);
    private static readonly DateTimeOffset Latest = Now.AddHours(9);

    [Fact]
    public async Task ListOpen_PageByPage_GivesEachMessageThatHasNotEndedOnceInOrder()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 7).Select(i => Message($"m{i}", i == 3 ? "gone" : "kept", Later))]);
        await CommitAsync(store, new Effects { Withdrawals = ["gone"] });

        List<string> seen = [];
        for (long? at = 0; at is { } after;)
        {
            var page = await store.Outbox.ListOpenAsync(store.Tenant, after, 2, CancellationToken.None);
            Assert.InRange(page.Entries.Count, 0, 2);
            seen.AddRange(page.Entries.Select(e => e.Message.Id));
            at = page.Next;
        }

        Assert.Equal(["m0", "m1", "m2", "m4", "m5", "m6"], seen);
    }

    [Fact]
    public async Task Reschedule_WaitingMessage_IsReadyAtTheNewInstantAndWritesItsReason()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", notBefore: Later));
        var before = await store.CountAuditAsync(store.Tenant);

        await MoveAsync(store, "1", Later, Latest);
        await MoveAsync(store, "1", Later, Latest);

        Assert.Equal(Latest, Assert.Single(await store.Outbox.GetAsync(store.Tenant, ["1"], CancellationToken.None)).ReadyAt);
        Assert.Equal(Latest, await store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None));
        Assert.Equal(before + 1, await store.CountAuditAsync(store.Tenant));
        Assert.Empty(await store.Outbox.LeaseAsync(store.Tenant, Later, MachineNow, 10, Minute, CancellationToken.None));
        Assert.Single(await store.Outbox.LeaseAsync(store.Tenant, Latest, MachineNow, 10, Minute, CancellationToken.None));
    }

    [Fact]
    public async Task Reschedule_LeasedMessage_ChangesNothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", notBefore: Later));
        var leased = Assert.Single(await store.Outbox.LeaseAsync(store.Tenant, Later, MachineNow, 10, Minute, CancellationToken.None));
        var before = await store.CountAuditAsync(store.Tenant);

        await MoveAsync(store, "1", Later, Latest);
        await MoveAsync(store, "unknown", Later, Latest);

        Assert.Equal(before, await store.CountAuditAsync(store.Tenant));
        Assert.True(await store.Outbox.DeferAsync(store.Tenant, leased, new Deferral(DeliveryState.Held, Later, "night"), CancellationToken.None));
        Assert.Equal(Later, await store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Reschedule_WithdrawnInTheSameCommit_StaysWithdrawn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", "gone", Later));

        await CommitAsync(store, new Effects { Withdrawals = ["gone"], Reschedules = [new RescheduleWrite("1", Later, Latest, Audit())] });

        Assert.Equal(DeliveryState.Withdrawn, Assert.Single(await store.Outbox.GetAsync(store.Tenant, ["1"], CancellationToken.None)).State);
        Assert.Null(await store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task List_FromAnInstant_LeavesOutEarlierMembers()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Indexes = [new IndexWrite("open", "a", Now), new IndexWrite("open", "b", Later), new IndexWrite("open", "c", Latest)] });

        Assert.Equal(["b", "c"], await store.Records.ListAsync(store.Tenant, new IndexQuery("open", 10, From: Later), CancellationToken.None));
        Assert.Equal(["b"], await store.Records.ListAsync(store.Tenant, new IndexQuery("open", 1, From: Now.AddMilliseconds(1)), CancellationToken.None));
    }

    private Task MoveAsync(StoreUnderTest store, string id, DateTimeOffset from, DateTimeOffset to) =>
        CommitAsync(store, new Effects { Reschedules = [new RescheduleWrite(id, from, to, Audit("delivery.replanned"))] });
}
