using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What fails waits longer each time, is counted and shown, and comes back by itself.</summary>
public abstract class SetAsideContract : StoreContract
{
    [Fact]
    public async Task SetAsideDue_Failing_PausesGrowToOneHourInMachineTime()
    {
        var store = await CreateAsync();
        await DueAsync(store, "case/1", Now);
        var machine = MachineNow;
        var pauses = new List<double>();
        for (var failure = 1; failure <= 9; failure++)
        {
            Assert.Equal(["case/1"], await LeaseDueAsync(store, machineNow: machine));
            Assert.Equal(failure, await store.Due.SetAsideAsync(store.Tenant, "case/1", ItemFaultReason.Failed, machine, CancellationToken.None));
            // However far the bot's clock goes: a demo that moves it must not run a broken member again and again.
            Assert.Empty(await LeaseDueAsync(store, now: Now.AddYears(1), machineNow: machine + SetAsidePause.After(failure) - TimeSpan.FromSeconds(1)));
            pauses.Add(SetAsidePause.After(failure).TotalMinutes);
            machine += SetAsidePause.After(failure);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public async Task SetAsideDue_Marked_IsCountedAndListedUntilACommitMovesIt()
    {
        var store = await CreateAsync();
        await DueAsync(store, "case/1", Now);
        await DueAsync(store, "gone/2", Now);
        await LeaseDueAsync(store);
        await store.Due.SetAsideAsync(store.Tenant, "case/1", ItemFaultReason.Unreadable, MachineNow, CancellationToken.None);
        await store.Due.SetAsideAsync(store.Tenant, "gone/2", ItemFaultReason.NoHandler, MachineNow, CancellationToken.None);

        Assert.Equal(2, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
        Assert.Equal(
            [new SetAsideItem("case/1", 1, ItemFaultReason.Unreadable, MachineNow), new SetAsideItem("gone/2", 1, ItemFaultReason.NoHandler, MachineNow)],
            (await store.Due.ListSetAsideAsync(store.Tenant, 10, CancellationToken.None)).OrderBy(i => i.Id));

        await DueAsync(store, "case/1", Now.AddHours(1));
        await DueAsync(store, "gone/2", null);

        Assert.Equal(0, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
        Assert.Equal(["case/1"], await LeaseDueAsync(store, now: Now.AddHours(1)));
        // The count began anew.
        Assert.Equal(1, await store.Due.SetAsideAsync(store.Tenant, "case/1", ItemFaultReason.Failed, MachineNow, CancellationToken.None));
    }

    [Fact]
    public async Task SetAsideDue_NotDueAnyMore_ChangesNothing()
    {
        var store = await CreateAsync();
        await DueAsync(store, "case/1", Now);
        await LeaseDueAsync(store);
        await DueAsync(store, "case/1", null);

        Assert.Equal(0, await store.Due.SetAsideAsync(store.Tenant, "case/1", ItemFaultReason.Failed, MachineNow, CancellationToken.None));

        Assert.Equal(0, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
        Assert.Empty(await LeaseDueAsync(store, now: Now.AddYears(1), machineNow: MachineNow.AddYears(1)));
    }

    [Fact]
    public async Task SetAsideMessage_Failing_WaitsInTheBotsClockAndKeepsItsPlace()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", "case:1"));
        var now = Now;
        for (var failure = 1; failure <= 3; failure++)
        {
            var leased = await LeaseOneAsync(store, now);
            Assert.Equal(failure, await store.Outbox.SetAsideAsync(store.Tenant, leased, ItemFaultReason.Failed, now, CancellationToken.None));
            Assert.Empty(await LeaseAsync(store, now + SetAsidePause.After(failure) - TimeSpan.FromSeconds(1)));
            now += SetAsidePause.After(failure);
        }

        var entry = Assert.Single(await store.Outbox.GetAsync(store.Tenant, ["1"], CancellationToken.None));
        Assert.Equal((DeliveryState.Retrying, "set-aside", 0), (entry.State, entry.Reason, entry.Attempts));
        await AssertCountsAsync(store, "case:1", (DeliveryState.Retrying, 1));
        Assert.Equal([new SetAsideItem("1", 3, ItemFaultReason.Failed, now - SetAsidePause.After(3))], await store.Outbox.ListSetAsideAsync(store.Tenant, 10, CancellationToken.None));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.DeadLettered)]
    public async Task SetAsideMessage_EndsLater_TheMarkGoes(DeliveryState final)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", "case:1"));
        await store.Outbox.SetAsideAsync(store.Tenant, await LeaseOneAsync(store), ItemFaultReason.Failed, Now, CancellationToken.None);
        Assert.Equal(1, await store.Outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));

        Assert.True(await FinishAsync(store, await LeaseOneAsync(store, Now.AddMinutes(1)), final));

        Assert.Equal(0, await store.Outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task SetAsideMessage_DeferredLater_TheMarkGoes()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"));
        await store.Outbox.SetAsideAsync(store.Tenant, await LeaseOneAsync(store), ItemFaultReason.Failed, Now, CancellationToken.None);

        Assert.True(await DeferAsync(store, await LeaseOneAsync(store, Now.AddMinutes(1)), DeliveryState.Retrying, Now.AddMinutes(2)));

        Assert.Equal(0, await store.Outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task SetAsideMessage_WithdrawnMeanwhile_EndsAsWithdrawn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", "case:1"));
        var leased = await LeaseOneAsync(store);
        await CommitAsync(store, new Effects { Withdrawals = ["case:1"] });

        Assert.Equal(0, await store.Outbox.SetAsideAsync(store.Tenant, leased, ItemFaultReason.Failed, Now, CancellationToken.None));

        await AssertCountsAsync(store, "case:1", (DeliveryState.Withdrawn, 1));
        Assert.Equal(0, await store.Outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task SetAsideMessage_LeaseLost_ChangesNothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"));
        var lost = await LeaseOneAsync(store);
        var later = await LeaseOneAsync(store, machineNow: MachineNow + Minute + TimeSpan.FromSeconds(1));

        Assert.Equal(0, await store.Outbox.SetAsideAsync(store.Tenant, lost, ItemFaultReason.Failed, Now, CancellationToken.None));

        Assert.True(await FinishAsync(store, later, DeliveryState.Delivered));
    }

    private Task DueAsync(StoreUnderTest store, string member, DateTimeOffset? at) =>
        CommitAsync(store, new Effects { Dues = [new DueWrite(member, at)] });
}
