using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What is not sent yet can be taken back; what is out is recorded as out.</summary>
public abstract class WithdrawalContract : StoreContract
{
    private const string Subject = "circular:1";

    [Fact]
    public async Task Withdraw_QueuedHeldAndRetrying_AreWithdrawnAtOnce()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("held", Subject), Message("retrying", Subject));
        var leased = await LeaseAsync(store);
        await DeferAsync(store, leased[0], DeliveryState.Held, Now.AddHours(1));
        await DeferAsync(store, leased[1], DeliveryState.Retrying, Now.AddHours(1));
        await QueueAsync(store, Message("queued", Subject), Message("later", Subject, notBefore: Now.AddDays(1)));

        await WithdrawAsync(store);

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 4));
        Assert.Empty(await LeaseAsync(store, now: Now.AddYears(1), machineNow: MachineNow.AddDays(1)));
        Assert.Null(await store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Withdraw_OtherSubjectsAndDeliveredMessages_StayAsTheyAre()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("delivered", Subject));
        await FinishAsync(store, (await LeaseAsync(store))[0], DeliveryState.Delivered);
        await QueueAsync(store, Message("longer", Subject + "0"), Message("none"));

        await WithdrawAsync(store);

        await AssertCountsAsync(store, Subject, (DeliveryState.Delivered, 1));
        Assert.Equal(["longer", "none"], Ids(await LeaseAsync(store)));
    }

    [Fact]
    public async Task Withdraw_DeadLetter_CannotBeSentAgain()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("dead", Subject));
        await FinishAsync(store, (await LeaseAsync(store))[0], DeliveryState.DeadLettered);

        await WithdrawAsync(store);
        await CommitAsync(store, new Effects { Replays = [new ReplayWrite("dead", Now)] });

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store));
        Assert.Empty(await store.Records.ListAsync(store.Tenant, new IndexQuery(DeadLetterDialog.Index), CancellationToken.None));
    }

    [Fact]
    public async Task Withdraw_DeadLetterThatIsSentAgain_IsWithdrawn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("dead", Subject));
        await FinishAsync(store, (await LeaseAsync(store))[0], DeliveryState.DeadLettered);
        await CommitAsync(store, new Effects { Replays = [new ReplayWrite("dead", Now)] });

        await WithdrawAsync(store);

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store));
    }

    [Fact]
    public async Task Withdraw_Leased_IsToldToTheWorkerThatAsks()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject), Message("2", "circular:2"));
        await LeaseAsync(store);
        Assert.False(await IsWithdrawnAsync(store, "1"));

        await WithdrawAsync(store);

        Assert.True(await IsWithdrawnAsync(store, "1"));
        Assert.False(await IsWithdrawnAsync(store, "2"));
        Assert.False(await IsWithdrawnAsync(store, "unknown"));
    }

    [Theory]
    [InlineData(DeliveryState.Held)]
    [InlineData(DeliveryState.Retrying)]
    public async Task Withdraw_LeasedThenGivenBack_EndsAsWithdrawn(DeliveryState state)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var leased = await LeaseOneAsync(store);
        await WithdrawAsync(store);

        Assert.False(await DeferAsync(store, leased, state, Now.AddHours(1)));

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store, now: Now.AddYears(1), machineNow: MachineNow.AddDays(1)));
        Assert.Null(await store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None));
        Assert.False(await FinishAsync(store, leased, DeliveryState.Delivered));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Withdrawn)]
    public async Task Withdraw_LeasedThenFinished_RecordsWhatTheWorkerSays(DeliveryState final)
    {
        // A message that went out is delivered, whatever was wanted meanwhile.
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var leased = await LeaseOneAsync(store);
        await WithdrawAsync(store);

        Assert.True(await FinishAsync(store, leased, final));

        await AssertCountsAsync(store, Subject, (final, 1));
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow.AddDays(1)));
    }

    [Fact]
    public async Task Withdraw_LeasedByAWorkerThatDied_IsNeverSendable()
    {
        // The store may end it itself or hand it out marked; it may not hand it out as if nothing had been said.
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        await LeaseAsync(store);
        await WithdrawAsync(store);

        foreach (var again in await LeaseAsync(store, machineNow: MachineNow.AddDays(1)))
        {
            Assert.True(await IsWithdrawnAsync(store, again.Message.Id));
            Assert.True(await FinishAsync(store, again, DeliveryState.Withdrawn));
        }

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow.AddDays(2)));
    }

    [Fact]
    public async Task Withdraw_WithNewMessagesInOneCommit_TakesOnlyTheOldOnes()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("old", Subject));

        await CommitAsync(store, new Effects { Withdrawals = [Subject], Outbox = [Message("new", Subject)] });

        await AssertCountsAsync(store, Subject, (DeliveryState.Queued, 1), (DeliveryState.Withdrawn, 1));
        Assert.Equal("new", (await LeaseOneAsync(store)).Message.Id);
    }

    [Fact]
    public async Task Withdraw_QueuedAgainUnderTheSameId_StaysWithdrawn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        await WithdrawAsync(store);

        await QueueAsync(store, Message("1", Subject));

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store));
    }

    [Fact]
    public async Task Withdraw_SeveralSubjects_SomeWithoutMessages()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject), Message("2", "circular:2"));

        await CommitAsync(store, new Effects { Withdrawals = [Subject, "circular:2", "circular:none"] });

        await AssertCountsAsync(store, Subject, (DeliveryState.Withdrawn, 1));
        await AssertCountsAsync(store, "circular:2", (DeliveryState.Withdrawn, 1));
        Assert.Empty(await LeaseAsync(store));
    }

    private Task WithdrawAsync(StoreUnderTest store) => CommitAsync(store, new Effects { Withdrawals = [Subject] });

    private static Task<bool> IsWithdrawnAsync(StoreUnderTest store, string id) => store.Outbox.IsWithdrawnAsync(store.Tenant, id, CancellationToken.None);
}
