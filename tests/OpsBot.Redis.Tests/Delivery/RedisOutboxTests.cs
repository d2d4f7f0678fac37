using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Redis.Tests.Delivery;

/// <summary>A message is with one worker at a time, is never lost, and a withdrawn one is not handed out.</summary>
public sealed class RedisOutboxTests(RedisStoresFixture redis) : StoreTest(redis), IClassFixture<RedisStoresFixture>
{
    private const string Subject = "case:1122-7K3F";

    [Fact]
    public async Task Lease_Ready_ComesInOrderOfReadinessThenOfQueueing()
    {
        await QueueAsync(Message("z", notBefore: Morning.AddSeconds(5)), Message("y"), Message("x"), Message("later", notBefore: Morning.AddHours(1)));
        await QueueAsync(Message("a"));
        Assert.Equal(Morning, await NextAsync());
        var leased = await LeaseAsync(Morning.AddMinutes(1));
        Assert.Equal(["y", "x", "a", "z"], leased.Select(e => e.Message.Id));
        Assert.All(leased, e => Assert.Equal((DeliveryState.Sending, 1, null), (e.State, e.Attempts, e.Reason)));
        Assert.All(leased, e => Assert.NotNull(e.LeaseToken));
        Assert.Empty(await LeaseAsync(Morning.AddMinutes(1)));
        Assert.Equal(Morning.AddHours(1), await NextAsync());
    }

    [Fact]
    public async Task Lease_Message_IsAsItWasQueued()
    {
        var message = Message("m", Subject, "c1") with
        {
            PersonId = "p1",
            OnDelivered = "case.feedback",
            ExpiresAt = Morning.AddDays(1),
            ReplyTo = "a1",
            Content = new MessageContent("两行\n\"引号\"") { Choices = [] },
        };
        await QueueAsync(message);
        var leased = Assert.Single(await LeaseAsync(Morning)).Message;
        Assert.Equal(message with { Content = leased.Content }, leased);
        Assert.Equal(message.Content.Text, leased.Content.Text);
    }

    [Fact]
    public async Task Queue_IdThatIsAlreadyThere_IsLeftAsItIs()
    {
        await QueueAsync(Message("m", Subject));
        await QueueAsync(Message("m", Subject, notBefore: Morning.AddDays(1)));
        await FinishAsync(Assert.Single(await LeaseAsync(Morning)), DeliveryState.Delivered);
        await QueueAsync(Message("m", Subject));
        Assert.Empty(await LeaseAsync(Morning.AddDays(2)));
        Assert.Equal([(DeliveryState.Delivered, 1)], await CountAsync());
    }

    [Fact]
    public async Task Finish_Leased_IsFinal()
    {
        await QueueAsync(Message("m", Subject));
        var leased = Assert.Single(await LeaseAsync(Morning));
        Assert.True(await FinishAsync(leased, DeliveryState.DeadLettered, "refused"));
        Assert.False(await FinishAsync(leased, DeliveryState.Delivered));
        Assert.False(await DeferAsync(leased, DeliveryState.Held, Morning));
        Assert.Empty(await LeaseAsync(Morning.AddYears(1), Morning.AddYears(1)));
        var entry = Assert.Single(await ListAsync());
        Assert.Equal((DeliveryState.DeadLettered, "refused", null), (entry.State, entry.Reason, entry.LeaseToken));
    }

    [Fact]
    public async Task Defer_Leased_IsReadyAgainThenWithItsReason()
    {
        await QueueAsync(Message("m", Subject));
        var leased = Assert.Single(await LeaseAsync(Morning.AddHours(14)));
        Assert.True(await DeferAsync(leased, DeliveryState.Held, Morning.AddDays(1), "quiet-hours"));
        Assert.Equal([(DeliveryState.Held, 1)], await CountAsync());
        Assert.Equal(Morning.AddDays(1), await NextAsync());
        Assert.Empty(await LeaseAsync(Morning.AddDays(1).AddMilliseconds(-1)));
        var again = Assert.Single(await LeaseAsync(Morning.AddDays(1)));
        Assert.Equal((2, Morning.AddDays(1), "quiet-hours"), (again.Attempts, again.ReadyAt, again.Reason));
        Assert.NotEqual(leased.LeaseToken, again.LeaseToken);
        Assert.False(await FinishAsync(leased, DeliveryState.Delivered));
    }

    [Fact]
    public async Task Lease_RunOutOnTheMachinesClock_GoesToAnotherWorkerAndTheFirstChangesNothing()
    {
        await QueueAsync(Message("m", Subject));
        var machine = Morning.AddYears(3);
        var lost = Assert.Single(await LeaseAsync(Morning, machine));
        Assert.Empty(await LeaseAsync(Morning.AddDays(9), machine + Lease - TimeSpan.FromMilliseconds(1)));
        var held = Assert.Single(await LeaseAsync(Morning, machine + Lease));
        Assert.Equal(2, held.Attempts);
        Assert.False(await FinishAsync(lost, DeliveryState.Delivered));
        Assert.False(await DeferAsync(lost, DeliveryState.Retrying, Morning));
        Assert.Equal([(DeliveryState.Sending, 1)], await CountAsync());
        Assert.True(await FinishAsync(held, DeliveryState.Delivered));
    }

    [Fact]
    public async Task Withdraw_Unsent_IsNeverHandedOut()
    {
        await QueueAsync(Message("m1", Subject), Message("m2", Subject, notBefore: Morning.AddDays(1)), Message("other", "case:other"));
        await CommitAsync(new Effects { Withdrawals = [Subject], Outbox = [Message("m3", Subject)] });
        Assert.True(await IsWithdrawnAsync("m1"));
        Assert.False(await IsWithdrawnAsync("m3"));
        Assert.False(await IsWithdrawnAsync("unknown"));
        Assert.Equal(["other", "m3"], (await LeaseAsync(Morning.AddDays(2))).Select(e => e.Message.Id));
        Assert.Equal([(DeliveryState.Sending, 1), (DeliveryState.Withdrawn, 2)], await CountAsync());
    }

    [Theory]
    [InlineData(DeliveryState.Held)]
    [InlineData(DeliveryState.Retrying)]
    public async Task Withdraw_WhileLeased_EndsAtTheNextDefer(DeliveryState state)
    {
        await QueueAsync(Message("m", Subject, "c1"));
        var leased = Assert.Single(await LeaseAsync(Morning));
        await CommitAsync(new Effects { Withdrawals = [Subject] });
        Assert.True(await IsWithdrawnAsync("m"));
        Assert.Equal([(DeliveryState.Sending, 1)], await CountAsync());
        Assert.False(await DeferAsync(leased, state, Morning));
        Assert.Equal([(DeliveryState.Withdrawn, 1)], await CountAsync());
        Assert.Empty(await LeaseAsync(Morning.AddDays(1), Morning.AddDays(1)));
    }

    [Fact]
    public async Task Withdraw_WhileLeasedAndSentAllTheSame_IsDelivered()
    {
        await QueueAsync(Message("m", Subject));
        var leased = Assert.Single(await LeaseAsync(Morning));
        await CommitAsync(new Effects { Withdrawals = [Subject] });
        Assert.True(await FinishAsync(leased, DeliveryState.Delivered));
        Assert.Equal([(DeliveryState.Delivered, 1)], await CountAsync());
    }

    [Fact]
    public async Task Withdraw_WhileLeasedByAWorkerThatDied_EndsWhenTheLeaseRunsOut()
    {
        await QueueAsync(Message("m", Subject));
        await LeaseAsync(Morning);
        await CommitAsync(new Effects { Withdrawals = [Subject] });
        Assert.Empty(await LeaseAsync(Morning, Morning + Lease));
        Assert.Equal([(DeliveryState.Withdrawn, 1)], await CountAsync());
    }

    [Fact]
    public async Task List_Subject_IsOldestFirstAndBounded()
    {
        await QueueAsync(Message("c", Subject, notBefore: Morning.AddDays(1)), Message("b", Subject), Message("a", Subject));
        Assert.Equal(["c", "b"], (await ListAsync(2)).Select(e => e.Message.Id));
        Assert.Empty(await Stores.Outbox.ListAsync(Tenant, "case:none", 10, CancellationToken.None));
        Assert.Empty(await Stores.Outbox.CountAsync(Tenant, "case:none", CancellationToken.None));
    }

    [Fact]
    public async Task Lease_EightWorkers_HandOutEachMessageOnceAndFinishAll()
    {
        const int all = 200;
        await QueueAsync([.. Enumerable.Range(0, all).Select(i => Message($"m{i}", Subject, $"c{i % 10}"))]);
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await LeaseAsync(Morning, count: 5) is { Count: > 0 } leased)
            {
                foreach (var entry in leased) Assert.True(await FinishAsync(entry, DeliveryState.Delivered));
                mine.AddRange(leased.Select(e => e.Message.Id));
            }

            return mine;
        })));
        Assert.Equal(all, sent.Sum(mine => mine.Count));
        Assert.Equal(all, sent.SelectMany(mine => mine).Distinct().Count());
        Assert.Equal([(DeliveryState.Delivered, all)], await CountAsync());
    }

    private Task QueueAsync(params OutboundMessage[] messages) => CommitAsync(new Effects { Outbox = messages });

    private Task<IReadOnlyList<OutboxEntry>> LeaseAsync(DateTimeOffset now, DateTimeOffset? machineNow = null, int count = 100) =>
        Stores.Outbox.LeaseAsync(Tenant, now, machineNow ?? Morning, count, Lease, CancellationToken.None);

    private Task<bool> FinishAsync(OutboxEntry leased, DeliveryState final, string? reason = null) =>
        Stores.Outbox.FinishAsync(Tenant, leased, final, reason, Audit("delivery.ended"), CancellationToken.None);

    private Task<bool> DeferAsync(OutboxEntry leased, DeliveryState state, DateTimeOffset readyAt, string reason = "later") =>
        Stores.Outbox.DeferAsync(Tenant, leased, state, readyAt, reason, CancellationToken.None);

    private Task<bool> IsWithdrawnAsync(string id) => Stores.Outbox.IsWithdrawnAsync(Tenant, id, CancellationToken.None);

    private Task<DateTimeOffset?> NextAsync() => Stores.Outbox.NextReadyAtAsync(Tenant, CancellationToken.None);

    private Task<IReadOnlyList<OutboxEntry>> ListAsync(int take = 100) => Stores.Outbox.ListAsync(Tenant, Subject, take, CancellationToken.None);

    private async Task<(DeliveryState State, int Count)[]> CountAsync() =>
        [.. (await Stores.Outbox.CountAsync(Tenant, Subject, CancellationToken.None)).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
}
