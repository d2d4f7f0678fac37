using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>A message is with one worker at a time, and only that worker may say what became of it.</summary>
public abstract class OutboxContract : StoreContract
{
    private const string Subject = "case:1";
    private static readonly DateTimeOffset LeaseOver = MachineNow + Minute + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Lease_Message_ComesWithAllThatWasQueued()
    {
        var store = await CreateAsync();
        var message = Message("1", Subject) with
        {
            Class = MessageClass.Circular,
            Address = new Address("directline", "会话:1", "账号"),
            OnDelivered = "case.feedback",
            NotBefore = Now.AddMinutes(-1),
            ExpiresAt = Now.AddDays(1),
            ReplyTo = "in-1",
            Content = new MessageContent("请办理\n“漏水”")
            {
                Card = new Card { Title = "工单", Buttons = [new CardButton("签收", BotAction.On("case.accept", "1"))], Inputs = [new CardInput("note", "说明")] },
                Choices = [new Choice("好")],
            },
        };
        await QueueAsync(store, message);

        var leased = await LeaseOneAsync(store);

        Assert.Equal(AsJson(message), AsJson(leased.Message));
        Assert.Equal(DeliveryState.Sending, leased.State);
        Assert.Equal(0, leased.Attempts);
        Assert.False(string.IsNullOrEmpty(leased.LeaseToken));
    }

    [Fact]
    public async Task Lease_Ready_OldestFirst()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("a", createdAt: Now.AddSeconds(-1)), Message("b", createdAt: Now.AddSeconds(-3)));
        await QueueAsync(store, Message("c", createdAt: Now.AddSeconds(-2)), Message("d", notBefore: Now.AddMilliseconds(-1)));

        Assert.Equal(["b", "c", "a", "d"], Ids(await LeaseAsync(store)));
    }

    [Fact]
    public async Task Lease_ReadyAtTheSameInstant_InOrderOfQueueing()
    {
        var store = await CreateAsync();
        // Neither the ids nor their number of digits may decide.
        var ids = Enumerable.Range(0, 120).Select(i => $"{(char)('z' - (i % 26))}{i}").ToArray();
        foreach (var part in ids.Chunk(7))
            await QueueAsync(store, [.. part.Select(id => Message(id, Subject))]);

        Assert.Equal(ids[..50], Ids(await LeaseAsync(store, count: 50)));
        Assert.Equal(ids[50..], Ids(await LeaseAsync(store, count: 100)));
    }

    [Fact]
    public async Task Lease_NotBefore_IsRespectedInTheBotsClock()
    {
        var store = await CreateAsync();
        var opening = Now.AddHours(15);
        await QueueAsync(store, Message("1", notBefore: opening));

        Assert.Empty(await LeaseAsync(store));
        Assert.Empty(await LeaseAsync(store, now: opening.AddMilliseconds(-1), machineNow: MachineNow.AddYears(1)));
        Assert.Equal("1", (await LeaseOneAsync(store, now: opening)).Message.Id);
    }

    [Fact]
    public async Task Lease_Leased_IsHiddenUntilTheMachinesClockPassesTheLease()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var first = await LeaseOneAsync(store);

        Assert.Empty(await LeaseAsync(store, now: Now.AddYears(1)));
        Assert.Empty(await LeaseAsync(store, machineNow: MachineNow + Minute - TimeSpan.FromSeconds(1)));
        await AssertCountsAsync(store, Subject, (DeliveryState.Sending, 1));

        var second = await LeaseOneAsync(store, machineNow: LeaseOver);
        Assert.Equal(0, second.Attempts);
        Assert.NotEqual(first.LeaseToken, second.LeaseToken);
        Assert.Empty(await LeaseAsync(store, machineNow: LeaseOver));
    }

    [Fact]
    public async Task Lease_EightWorkersAtOnce_GiveEachMessageToOne()
    {
        var store = await CreateAsync();
        var ids = Enumerable.Range(0, 200).Select(i => $"{i}").ToArray();
        await QueueAsync(store, [.. ids.Select(id => Message(id))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LeaseAsync(store, count: 50))));

        Assert.Equal(ids.Order(), taken.SelectMany(Ids).Order());
        Assert.Equal(200, taken.SelectMany(t => t).Select(e => e.LeaseToken + "/" + e.Message.Id).Distinct().Count());
    }

    [Fact]
    public async Task OldLease_CanNeitherFinishNorDefer()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var lost = await LeaseOneAsync(store);
        var held = await LeaseOneAsync(store, machineNow: LeaseOver);

        Assert.False(await FinishAsync(store, lost, DeliveryState.Delivered));
        Assert.False(await DeferAsync(store, lost, DeliveryState.Retrying, Now));
        await AssertCountsAsync(store, Subject, (DeliveryState.Sending, 1));
        Assert.Equal(0, await store.CountAuditAsync(store.Tenant));

        Assert.True(await FinishAsync(store, held, DeliveryState.Delivered));
        Assert.False(await FinishAsync(store, held, DeliveryState.DeadLettered));
        Assert.False(await DeferAsync(store, held, DeliveryState.Held, Now));
        await AssertCountsAsync(store, Subject, (DeliveryState.Delivered, 1));
        Assert.Equal(1, await store.CountAuditAsync(store.Tenant));
    }

    [Fact]
    public async Task OldLease_AfterTheMessageWasGivenBack_CanDoNothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var leased = await LeaseOneAsync(store);
        Assert.True(await DeferAsync(store, leased, DeliveryState.Held, Now.AddHours(1)));

        Assert.False(await FinishAsync(store, leased, DeliveryState.Delivered));
        Assert.False(await DeferAsync(store, leased, DeliveryState.Retrying, Now));

        await AssertCountsAsync(store, Subject, (DeliveryState.Held, 1));
        Assert.Equal(Now.AddHours(1), await NextReadyAtAsync(store));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Withdrawn)]
    [InlineData(DeliveryState.Expired)]
    [InlineData(DeliveryState.DeadLettered)]
    public async Task Finish_FinalState_LeavesTheQueueIsCountedAndAudited(DeliveryState final)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject), Message("2", Subject));
        var leased = await LeaseAsync(store, count: 1);

        Assert.True(await FinishAsync(store, leased[0], final, "code"));

        await AssertCountsAsync(store, Subject, (DeliveryState.Queued, 1), (final, 1));
        Assert.Equal(1, await store.CountAuditAsync(store.Tenant));
        Assert.Equal(["2"], Ids(await LeaseAsync(store, now: Now.AddYears(1), machineNow: LeaseOver)));
    }

    [Theory]
    [InlineData(DeliveryState.Held, "outside-working-time")]
    [InlineData(DeliveryState.Retrying, "http-500")]
    public async Task Defer_GivesBackWithStateReasonAndInstant(DeliveryState state, string reason)
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("1", Subject));
        var readyAt = Now.AddHours(15);

        Assert.True(await DeferAsync(store, await LeaseOneAsync(store), state, readyAt, reason));

        await AssertCountsAsync(store, Subject, (state, 1));
        var listed = Assert.Single(await ListOutboxAsync(store, Subject));
        Assert.Equal((state, reason, readyAt, 0), (listed.State, listed.Reason, listed.ReadyAt, listed.Attempts));
        Assert.Equal(readyAt, await NextReadyAtAsync(store));
        Assert.Empty(await LeaseAsync(store, now: readyAt.AddMilliseconds(-1), machineNow: LeaseOver));
        var again = await LeaseOneAsync(store, now: readyAt);
        // Only sends count, and none was begun.
        Assert.Equal(0, again.Attempts);
        Assert.True(await FinishAsync(store, again, DeliveryState.Delivered));
    }

    [Fact]
    public async Task Queue_SameIdTwice_StaysOneWithTheFirstContent()
    {
        var store = await CreateAsync();
        var message = Message("1", Subject);

        await QueueAsync(store, message, message with { Content = "第二次" });
        await QueueAsync(store, message with { Content = "第三次" });

        var leased = await LeaseOneAsync(store);
        Assert.Equal("请办理", leased.Message.Content.Text);
        await QueueAsync(store, message);
        Assert.Empty(await LeaseAsync(store));
        Assert.True(await FinishAsync(store, leased, DeliveryState.Delivered));
        await AssertCountsAsync(store, Subject, (DeliveryState.Delivered, 1));
    }

    [Fact]
    public async Task Count_StatesOfOneSubject_WithoutOthers()
    {
        var store = await CreateAsync();
        await QueueAsync(store, [.. Enumerable.Range(0, 6).Select(i => Message($"{i}", Subject))]);
        await QueueAsync(store, Message("other", "case:10"), Message("none"));
        var leased = await LeaseAsync(store, count: 5);

        await FinishAsync(store, leased[0], DeliveryState.Delivered);
        await FinishAsync(store, leased[1], DeliveryState.DeadLettered, "gone");
        await DeferAsync(store, leased[2], DeliveryState.Held, Now.AddHours(1));
        await DeferAsync(store, leased[3], DeliveryState.Retrying, Now.AddHours(1));

        await AssertCountsAsync(
            store,
            Subject,
            (DeliveryState.Delivered, 1),
            (DeliveryState.DeadLettered, 1),
            (DeliveryState.Held, 1),
            (DeliveryState.Retrying, 1),
            (DeliveryState.Sending, 1),
            (DeliveryState.Queued, 1));
        await AssertCountsAsync(store, "case:10", (DeliveryState.Queued, 1));
        await AssertCountsAsync(store, "case:unknown");
    }

    [Fact]
    public async Task List_Subject_OldestFirstWithEndedOnesAndAtMostTake()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("z", Subject), Message("other", "case:2"));
        await QueueAsync(store, Message("y", Subject, notBefore: Now.AddDays(1), createdAt: Now.AddSeconds(1)), Message("x", Subject, createdAt: Now.AddSeconds(2)));
        await FinishAsync(store, (await LeaseAsync(store, count: 1))[0], DeliveryState.DeadLettered, "gone");

        var listed = await ListOutboxAsync(store, Subject);

        Assert.Equal(["z", "y", "x"], Ids(listed));
        Assert.Equal((DeliveryState.DeadLettered, "gone"), (listed[0].State, listed[0].Reason));
        Assert.Equal((DeliveryState.Queued, Now.AddDays(1)), (listed[1].State, listed[1].ReadyAt));
        Assert.Equal(["z", "y"], Ids(await ListOutboxAsync(store, Subject, take: 2)));
        Assert.Equal(["y"], Ids(await ListOutboxAsync(store, Subject, take: 1, skip: 1)));
        Assert.Empty(await ListOutboxAsync(store, Subject, skip: 3));
        Assert.Empty(await ListOutboxAsync(store, "case:unknown"));
    }

    [Fact]
    public async Task NextReadyAt_IsTheEarliestThatWaits()
    {
        var store = await CreateAsync();
        Assert.Null(await NextReadyAtAsync(store));
        await QueueAsync(store, Message("1", notBefore: Now.AddHours(2)), Message("2"));
        Assert.Equal(Now, await NextReadyAtAsync(store));

        var leased = await LeaseOneAsync(store);
        Assert.Equal(Now.AddHours(2), await NextReadyAtAsync(store));

        await DeferAsync(store, leased, DeliveryState.Held, Now.AddHours(1));
        Assert.Equal(Now.AddHours(1), await NextReadyAtAsync(store));

        foreach (var entry in await LeaseAsync(store, now: Now.AddHours(2)))
            await FinishAsync(store, entry, DeliveryState.Delivered);
        Assert.Null(await NextReadyAtAsync(store));
    }

    private static Task<IReadOnlyList<OutboxEntry>> ListOutboxAsync(StoreUnderTest store, string subject, int take = 100, int skip = 0) =>
        store.Outbox.ListAsync(store.Tenant, subject, skip, take, CancellationToken.None);

    private static Task<DateTimeOffset?> NextReadyAtAsync(StoreUnderTest store) => store.Outbox.NextReadyAtAsync(store.Tenant, CancellationToken.None);

    private static string AsJson(OutboundMessage message) => JsonSerializer.Serialize(message, StoredJson.Options);
}
