using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>A change may begin the sends of its own answers: they are leased with the commit, or queued as usual.</summary>
public abstract class SendStartContract : StoreContract
{
    private static readonly RateBucket Open = new("test", TimeSpan.Zero, 1, 0);

    [Fact]
    public async Task Commit_WithStart_LeasesTheMessageAndCountsTheAttempt()
    {
        var store = await CreateAsync();

        Assert.Equal(["1"], await StartAsync(store, "turn-1", [Answer("1")], Open));

        Assert.Empty(await LeaseAsync(store));
        Assert.Equal(("1", 1), (await LeaseAsync(store, machineNow: MachineNow.AddSeconds(32))) is [var entry] ? (entry.Message.Id, entry.Attempts) : default);
    }

    [Fact]
    public async Task Finish_OfWhatWasStarted_IsTheEnd()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("1")], Open);

        Assert.True(await FinishAsync(store, Begun("1"), DeliveryState.Delivered));

        Assert.False(await FinishAsync(store, Begun("1"), DeliveryState.Delivered));
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow.AddHours(1)));
    }

    [Fact]
    public async Task Finish_OfWhatWasRefused_IsADeadLetterThatCanBeReplayed()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("1")], Open);

        Assert.True(await FinishAsync(store, Begun("1"), DeliveryState.DeadLettered, "http-403"));
        Assert.Empty(await LeaseAsync(store));
        await CommitAsync(store, new Effects { Replays = [new ReplayWrite("1", Now)] });

        Assert.Equal("1", (await LeaseOneAsync(store)).Message.Id);
    }

    [Fact]
    public async Task Lease_AfterTheStartLapsed_GivesItToAnotherInOrder()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("2"), Answer("1"), Answer("3")], Open);
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow.AddSeconds(29)));

        var leased = await LeaseAsync(store, machineNow: MachineNow.AddSeconds(32));

        Assert.Equal(["2", "1", "3"], Ids(leased));
        Assert.All(leased, l => Assert.Equal(1, l.Attempts));
        Assert.False(await FinishAsync(store, Begun("2"), DeliveryState.Delivered));
        Assert.True(await FinishAsync(store, leased[0], DeliveryState.Delivered));
    }

    [Fact]
    public async Task BeginSend_OfWhatWasStarted_GoesOnUnderTheSameLease()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("1"), Answer("2")], Open);

        var permit = await store.Outbox.BeginSendAsync(store.Tenant, Begun("1"), new SendRequest(MachineNow, null, []), CancellationToken.None);

        Assert.Equal((SendAnswer.Granted, 2), (permit.Answer, permit.Attempts));
        Assert.True(await FinishAsync(store, Begun("1"), DeliveryState.Delivered));
        Assert.False(await FinishAsync(store, Begun("1"), DeliveryState.Delivered));
        Assert.Equal(["2"], Ids(await LeaseAsync(store, machineNow: MachineNow.AddHours(1))));
    }

    [Fact]
    public async Task Reconcile_AfterTheStartLapsed_BringsItBack()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("1")], Open);

        var result = await store.Outbox.ReconcileAsync(store.Tenant, MachineNow.AddSeconds(32), 0, 100, CancellationToken.None);

        Assert.Equal(1, result.Repaired);
        Assert.Equal("1", (await LeaseOneAsync(store)).Message.Id);
    }

    [Fact]
    public async Task Defer_OfWhatWasStarted_BringsItBack()
    {
        var store = await CreateAsync();
        await StartAsync(store, "turn-1", [Answer("1")], Open);

        Assert.True(await DeferAsync(store, Begun("1"), DeliveryState.Retrying, Now.AddSeconds(5), "http-503"));

        Assert.Empty(await LeaseAsync(store));
        var again = await LeaseOneAsync(store, Now.AddSeconds(5));
        Assert.Equal((1, "http-503"), (again.Attempts, again.Reason));
        Assert.True(await FinishAsync(store, again, DeliveryState.Delivered));
    }

    [Fact]
    public async Task Commit_WithoutAToken_QueuesAsUsualAndTakesNothing()
    {
        var store = await CreateAsync();
        var one = new RateBucket("test:app", TimeSpan.FromSeconds(60), 1, 0);

        Assert.Equal(["1"], await StartAsync(store, "turn-1", [Answer("1")], one));
        Assert.Empty(await StartAsync(store, "turn-2", [Answer("2")], one));

        var queued = await LeaseOneAsync(store);
        Assert.Equal(("2", 0), (queued.Message.Id, queued.Attempts));
    }

    [Fact]
    public async Task Commit_ChannelPaused_QueuesAsUsual()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("0"));
        var paused = new Deferral(DeliveryState.Retrying, Now.AddHours(1), "http-429") { PausedBuckets = [Open.Name], PausedUntil = MachineNow.AddSeconds(10) };
        await store.Outbox.DeferAsync(store.Tenant, await LeaseOneAsync(store), paused, CancellationToken.None);

        Assert.Empty(await StartAsync(store, "turn-1", [Answer("1")], Open));

        Assert.Equal("1", (await LeaseOneAsync(store)).Message.Id);
    }

    [Fact]
    public async Task Commit_Repeated_StartsNothingTwice()
    {
        var store = await CreateAsync();
        var change = Change(store, new Effects { Outbox = [Answer("1")] }, Once("turn-1")) with { Start = Start([Answer("1")], Open) };
        await store.Changes.CommitAsync(change, CancellationToken.None);
        await FinishAsync(store, Begun("1"), DeliveryState.Delivered);

        var again = Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None));
        var other = await store.Changes.CommitAsync(change with { AttemptId = "another" }, CancellationToken.None);

        Assert.Empty(again.Begun);
        Assert.IsType<CommitOutcome.Duplicate>(other);
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow.AddHours(1)));
    }

    [Fact]
    public async Task Commit_WithoutOnceKey_IsRefused()
    {
        var store = await CreateAsync();
        var change = Change(store, new Effects { Outbox = [Answer("1")] }) with { Start = Start([Answer("1")], Open) };

        await Assert.ThrowsAsync<ArgumentException>(() => store.Changes.CommitAsync(change, CancellationToken.None));
        Assert.Empty(await LeaseAsync(store));
    }

    [Fact]
    public async Task Finish_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 200).Select(i => Message($"{i}", i % 2 == 0 ? "case:1" : null))]);
        var leased = await LeaseAsync(store, count: 200);

        var ended = await Task.WhenAll(leased.Select((entry, i) => FinishAsync(store, i % 3 == 0 ? entry with { LeaseToken = "another" } : entry, DeliveryState.Delivered)));

        Assert.Equal(leased.Select((_, i) => i % 3 != 0), ended);
        Assert.Equal(leased.Where((_, i) => i % 3 == 0).Select(l => l.Message.Id).Order(), Ids(await LeaseAsync(store, machineNow: MachineNow.AddHours(1), count: 200)).Order());
    }

    private static OutboundMessage Answer(string id) => Message(id) with { Class = MessageClass.Reply, Address = new Address("test", "c-1", "u-1") };

    private static OutboxEntry Begun(string id) => new(Answer(id), DeliveryState.Sending, 1, Now, LeaseToken: Start([]).Token);

    private static SendStart Start(OutboundMessage[] answers, params RateBucket[] buckets) =>
        new(MachineNow, MachineNow.AddSeconds(30), answers.ToDictionary(a => a.Id, _ => (IReadOnlyList<RateBucket>)buckets));

    private async Task<IReadOnlyList<string>> StartAsync(StoreUnderTest store, string turn, OutboundMessage[] answers, params RateBucket[] buckets)
    {
        var change = Change(store, new Effects { Outbox = answers }, Once(turn)) with { Start = Start(answers, buckets) };
        return Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(change, CancellationToken.None)).Begun;
    }
}
