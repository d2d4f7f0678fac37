using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Rates;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What a send takes, it takes as a whole or not at all, and for all processes together.</summary>
public abstract class SendContract : StoreContract
{
    private const string Subject = "circular:1";
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Begin_Granted_CountsTheAttemptAndDeferKeepsIt()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var leased = await LeaseOneAsync(store);
            Assert.Equal(new SendPermit(SendAnswer.Granted, attempt, default, ""), await BeginAsync(store, leased) with { Detail = "" });
            Assert.True(await DeferAsync(store, leased, DeliveryState.Retrying, Now));
        }
    }

    [Fact]
    public async Task Begin_OldLease_IsLost()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"));
        var lost = await LeaseOneAsync(store);
        await LeaseOneAsync(store, machineNow: MachineNow.AddMinutes(2));

        Assert.Equal(SendAnswer.LeaseLost, (await BeginAsync(store, lost)).Answer);
    }

    [Fact]
    public async Task Begin_WithdrawnWhileLeased_IsToldAndTakesNothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var leased = await LeaseOneAsync(store);
        await CommitAsync(store, new Effects { Withdrawals = [Subject] });

        Assert.Equal(SendAnswer.Withdrawn, (await BeginAsync(store, leased, Charge())).Answer);
        Assert.Empty(await BurdenAsync(store));
    }

    [Fact]
    public async Task Defer_Uncounted_TakesTheAttemptBack()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"));
        var leased = await LeaseOneAsync(store);
        await BeginAsync(store, leased, Charge());

        await store.Outbox.DeferAsync(store.Tenant, leased, new Deferral(DeliveryState.Queued, Now, "later") { Uncounted = true }, CancellationToken.None);

        Assert.Equal(0, (await LeaseOneAsync(store)).Attempts);
        Assert.Empty(await BurdenAsync(store));
    }

    [Theory]
    [InlineData(null, SendAnswer.Duplicate)]
    [InlineData(DeliveryState.Delivered, SendAnswer.Duplicate)]
    [InlineData(DeliveryState.Withdrawn, SendAnswer.Granted)]
    [InlineData(DeliveryState.Expired, SendAnswer.Granted)]
    [InlineData(DeliveryState.DeadLettered, SendAnswer.Granted)]
    public async Task Begin_SameKeyToTheSameRecipient_DependsOnTheFirst(DeliveryState? first, SendAnswer expected)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject) with { DedupKey = "k" }, Message("2", Subject) with { DedupKey = "k" });
        var leased = await LeaseAsync(store);
        if (first is { } final)
            await FinishAsync(store, leased[0], final);

        Assert.Equal(expected, (await BeginAsync(store, leased[1])).Answer);
    }

    [Fact]
    public async Task Begin_SameKeyToOthers_IsNoDuplicate()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1") with { DedupKey = "k" }, Message("2") with { DedupKey = "k", PersonId = "person-2" }, Message("3") with { DedupKey = "k2" });

        foreach (var leased in await LeaseAsync(store))
            Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased)).Answer);
    }

    [Fact]
    public async Task Begin_OverTheDay_IsRefusedForThatRecipientAndDayOnly()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 6).Select(i => Message($"{i}"))]);
        var leased = await LeaseAsync(store);
        foreach (var entry in leased.Take(2))
            Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, entry, Charge())).Answer);

        Assert.Equal(SendAnswer.OverBurden, (await BeginAsync(store, leased[2], Charge())).Answer);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[2], Charge() with { MayExceed = true })).Answer);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[3], Charge() with { Day = Today.AddDays(1) })).Answer);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[4], Charge() with { Recipient = "person-2" })).Answer);
        // A repeat of an attempt that was not recorded is the same interruption.
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[4], Charge() with { Recipient = "person-2", PerDay = 1 })).Answer);
        Assert.Equal(3, (await BurdenAsync(store)).Count);
    }

    [Fact]
    public async Task Begin_RemindersOfOneItem_AreLimitedOverDays()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 4).Select(i => Message($"{i}"))]);
        var leased = await LeaseAsync(store);
        for (var i = 0; i < 2; i++)
            Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[i], Charge() with { Item = "leg:1", Day = Today.AddDays(i) })).Answer);

        Assert.Equal(SendAnswer.OverBurden, (await BeginAsync(store, leased[2], Charge() with { Item = "leg:1", Day = Today.AddDays(7) })).Answer);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[3], Charge() with { Item = "leg:2", Day = Today.AddDays(7) })).Answer);
    }

    [Fact]
    public async Task Burden_OfADay_IsWhatWasSentNotWhatFailed()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("sent"), Message("failed"), Message("refused", Subject));
        var leased = await LeaseAsync(store);
        foreach (var entry in leased)
            await BeginAsync(store, entry, Charge() with { PerDay = 9 });
        await FinishAsync(store, leased[0], DeliveryState.Delivered);
        await DeferAsync(store, leased[1], DeliveryState.Retrying, Now.AddHours(1));
        await FinishAsync(store, leased[2], DeliveryState.DeadLettered);

        Assert.Equal([new BurdenLine(Now, MessageClass.Reminder, "unit-1")], await BurdenAsync(store));
    }

    [Fact]
    public async Task Finish_ChargedToAUnit_IsCountedByMonth()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 3).Select(i => Message($"{i}") with { SenderUnitId = i < 2 ? "unit-1" : "unit-2" })]);
        foreach (var entry in await LeaseAsync(store))
        {
            var end = new DeliveryEnd(DeliveryState.Delivered, null, Audit()) { ChargedMonth = "2026-11" };
            await store.Outbox.FinishAsync(store.Tenant, entry, end, CancellationToken.None);
        }

        var month = await store.Outbox.BurdenOfMonthAsync(store.Tenant, "2026-11", CancellationToken.None);
        Assert.Equal([("unit-1", 2), ("unit-2", 1)], month.Select(m => (m.Key, m.Value)).Order());
        Assert.Empty(await store.Outbox.BurdenOfMonthAsync(store.Tenant, "2026-12", CancellationToken.None));
    }

    [Fact]
    public async Task Begin_Bucket_GivesItsBurstThenOneEachInterval()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 6).Select(i => Message($"{i}"))]);
        var leased = await LeaseAsync(store);
        var bucket = new RateBucket("test:app", TimeSpan.FromSeconds(3), 2, 0);

        for (var i = 0; i < 2; i++)
            Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[i], null, 0, bucket)).Answer);
        var refused = await BeginAsync(store, leased[2], null, 0, bucket);
        Assert.Equal((SendAnswer.OverRate, TimeSpan.FromSeconds(3), 0), (refused.Answer, refused.Wait, refused.Attempts));
        Assert.Equal(SendAnswer.OverRate, (await BeginAsync(store, leased[2], null, 2.9, bucket)).Answer);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[2], null, 3, bucket)).Answer);
        // Rest saves up no more than the burst.
        foreach (var (entry, expected) in leased.Skip(3).Zip([SendAnswer.Granted, SendAnswer.Granted, SendAnswer.OverRate]))
            Assert.Equal(expected, (await BeginAsync(store, entry, null, 600, bucket)).Answer);
    }

    [Fact]
    public async Task Begin_OneOfSeveralBucketsEmpty_TakesNothingFromTheOthers()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 3).Select(i => Message($"{i}"))]);
        var leased = await LeaseAsync(store);
        var empty = new RateBucket("test:member:1", TimeSpan.FromSeconds(60), 1, 0);
        var other = new RateBucket("test:app", TimeSpan.FromSeconds(60), 2, 0);

        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[0], null, 0, empty, other)).Answer);
        Assert.Equal(SendAnswer.OverRate, (await BeginAsync(store, leased[1], Charge(), 0, empty, other)).Answer);
        Assert.Empty(await BurdenAsync(store));
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[2], null, 0, other)).Answer);
    }

    [Fact]
    public async Task Begin_NotUrgent_LeavesTheLastTokenAndWaitsItsTurn()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 4).Select(i => Message($"{i}"))]);
        var leased = await LeaseAsync(store);
        var plain = new RateBucket("test:app", TimeSpan.FromSeconds(1), 2, 1);

        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[0], null, 0, plain)).Answer);
        Assert.Equal(TimeSpan.FromSeconds(1), (await BeginAsync(store, leased[1], null, 0, plain)).Wait);
        Assert.Equal(TimeSpan.FromSeconds(2), (await BeginAsync(store, leased[2], null, 0, plain)).Wait);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[3], null, 0, plain with { Reserve = 0 })).Answer);
    }

    [Fact]
    public async Task Begin_EightProcessesAtOnce_TakeNoMoreThanTheBucketAndTheDayHold()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 64).Select(i => Message($"{i:00}"))]);
        var leased = await LeaseAsync(store);
        var bucket = new RateBucket("test:app", TimeSpan.FromSeconds(60), 20, 0);

        // Half of them ask for the day and half for the bucket, so that neither answer depends on who comes first.
        var answers = await Task.WhenAll(leased.Select((entry, i) => Task.Run(() => i % 2 == 0
            ? BeginAsync(store, entry, Charge() with { PerDay = 5 })
            : BeginAsync(store, entry, null, 0, bucket))));

        Assert.Equal(5, answers.Where((a, i) => i % 2 == 0 && a.Answer == SendAnswer.Granted).Count());
        Assert.Equal(20, answers.Where((a, i) => i % 2 == 1 && a.Answer == SendAnswer.Granted).Count());
        Assert.Equal(5, (await BurdenAsync(store)).Count);
    }

    [Fact]
    public async Task Defer_WithAPause_StopsTheBucketForEveryOne()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"), Message("2"));
        var leased = await LeaseAsync(store);
        var bucket = new RateBucket("test", TimeSpan.Zero, 1, 0);
        var pause = new Deferral(DeliveryState.Retrying, Now, "429") { Uncounted = true, PausedBuckets = ["test"], PausedUntil = MachineNow.AddSeconds(30) };
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[0], null, 0, bucket)).Answer);

        await store.Outbox.DeferAsync(store.Tenant, leased[0], pause, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(30), (await BeginAsync(store, leased[1], null, 0, bucket)).Wait);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[1], null, 30, bucket)).Answer);
    }

    [Fact]
    public async Task DeadLetter_IsListedKeptAlarmedOnceAndReplayed()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1"), Message("2", Subject));
        var leased = await LeaseAsync(store);
        var end = new DeliveryEnd(DeliveryState.DeadLettered, "blocked", Audit()) { Alarms = [Message("alarm", "dead-letters")] };
        foreach (var entry in leased)
        {
            await BeginAsync(store, entry);
            Assert.True(await store.Outbox.FinishAsync(store.Tenant, entry, end, CancellationToken.None));
        }

        Assert.Equal(["1", "2"], (await ListAsync(store, DeadLetterDialog.Index)).Order());
        Assert.Equal("alarm", (await LeaseOneAsync(store)).Message.Id);
        var dead = Assert.Single(await store.Outbox.GetAsync(store.Tenant, ["1", "unknown"], CancellationToken.None));
        Assert.Equal((DeliveryState.DeadLettered, "blocked", 1), (dead.State, dead.Reason, dead.Attempts));

        await CommitAsync(store, new Effects { Replays = [new ReplayWrite("1", Now), new ReplayWrite("unknown", Now), new ReplayWrite("alarm", Now)] });

        var again = await LeaseOneAsync(store);
        Assert.Equal(("1", 0), (again.Message.Id, again.Attempts));
        Assert.Equal(["2"], await ListAsync(store, DeadLetterDialog.Index));
        Assert.True(await FinishAsync(store, again, DeliveryState.Delivered));
    }

    private static BurdenCharge Charge() => new(
        "person-1", Today, new BurdenLine(Now, MessageClass.Reminder, "unit-1"), 2, null, 2, false, TimeSpan.FromHours(72), TimeSpan.FromDays(60));

    private static Task<SendPermit> BeginAsync(StoreUnderTest store, OutboxEntry leased, BurdenCharge? charge = null, double seconds = 0, params RateBucket[] buckets) =>
        store.Outbox.BeginSendAsync(store.Tenant, leased, new SendRequest(MachineNow.AddSeconds(seconds), charge, buckets), CancellationToken.None);

    private static Task<IReadOnlyList<BurdenLine>> BurdenAsync(StoreUnderTest store) =>
        store.Outbox.BurdenOfDayAsync(store.Tenant, "person-1", Today, CancellationToken.None);
}
