using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

public sealed class OutboxDeliveryHandlerTests
{
    [Fact]
    public async Task SendBegun_PlainAnswerAtNight_GoesOutAtOnceAndIsOver()
    {
        var world = new GateWorld("2026-11-19 22:00");
        var answer = Answer(world, "1");

        await world.SendBegunAsync(answer, Assert.IsType<SendStart>(await world.StartAsync(answer)));

        Assert.Equal("1", Assert.Single(world.Sent).Message.Id);
        Assert.Equal(0, await world.RunOnceAsync());
        Assert.Equal((DeliveryState.Delivered, 1), ((await world.EntryAsync("1")).State, (await world.EntryAsync("1")).Attempts));
    }

    [Fact]
    public async Task SendBegun_ChannelFails_IsTriedAgainByTheWorker()
    {
        var world = new GateWorld("2026-11-19 22:00");
        world.Channels[0].Answer = (_, _) => world.Channels[0].Calls == 1 ? new SendResult.TryLater("http-503") : null;
        var answer = Answer(world, "1");
        await world.SendBegunAsync(answer, Assert.IsType<SendStart>(await world.StartAsync(answer)));
        Assert.Empty(world.Sent);

        await world.RunToAsync("2026-11-19 22:10");

        Assert.Single(world.Sent);
        Assert.Equal(2, (await world.EntryAsync("1")).Attempts);
    }

    [Fact]
    public async Task SendBegun_AfterItsLeaseWasLost_SendsNothing()
    {
        var world = new GateWorld("2026-11-19 22:00");
        var answer = Answer(world, "1");
        var start = Assert.IsType<SendStart>(await world.StartAsync(answer));
        world.Clock.Now = world.Clock.Now.AddSeconds(31);
        await world.RunOnceAsync();
        Assert.Single(world.Sent);

        await world.SendBegunAsync(answer, start);

        Assert.Single(world.Sent);
    }

    [Fact]
    public async Task StartOf_WhatIsNoPlainAnswer_IsLeftToTheWorker()
    {
        var world = new GateWorld("2026-11-19 22:00");
        var plain = Answer(world, "1");
        OutboundMessage[] others =
        [
            plain with { Class = MessageClass.Assignment },
            plain with { Class = MessageClass.Receipt },
            plain with { Subject = "case:1" },
            plain with { DedupKey = "k" },
            plain with { NotBefore = world.Clock.Now },
            plain with { ExpiresAt = world.Clock.Now.AddHours(1) },
            plain with { OnDelivered = "case.feedback" },
            plain with { Items = ["2"] },
            plain with { Address = null },
            plain with { Address = new Address("unknown", "c1") },
        ];

        Assert.NotNull(await world.StartAsync(plain));
        foreach (var other in others)
            Assert.Null(await world.StartAsync(other, Answer(world, "3")));
        Assert.Null(await world.StartAsync());
    }

    [Fact]
    public async Task Run_ChannelFailsUntilEveningAndRecovers_SendsNothingUntilNextMorning()
    {
        var world = new GateWorld("2026-11-19 17:00");
        world.Channels[0].Answer = (_, now) => now <= WorkTimeData.Local("2026-11-19 17:59:59") ? new SendResult.TryLater("http-503") : null;
        await world.QueueAsync(world.Message("1", MessageClass.Assignment, "p1"));

        await world.RunToAsync("2026-11-19 18:00:30");
        var attempts = (await world.EntryAsync("1")).Attempts;
        var calls = world.Channels[0].Calls;
        await world.RunToAsync("2026-11-20 08:30");
        Assert.Empty(world.Sent);
        await world.RunToAsync("2026-11-20 08:40");

        var (at, _, _) = Assert.Single(world.Sent);
        Assert.InRange(at, WorkTimeData.Local("2026-11-20 08:30"), WorkTimeData.Local("2026-11-20 08:31"));
        // Held through the night it was neither sent nor counted.
        Assert.Equal(calls, attempts);
        Assert.Equal(calls + 1, world.Channels[0].Calls);
        Assert.Equal(attempts + 1, (await world.EntryAsync("1")).Attempts);
    }

    [Fact]
    public async Task Run_TwoMonthsOfNights_DoNotUseUpTheRetries()
    {
        var world = new GateWorld("2026-09-30 20:00");
        world.Clock.Now = WorkTimeData.Local("2026-09-30 20:00");
        await world.QueueAsync(world.Message("1", MessageClass.Assignment, "p1"));

        await world.RunToAsync("2026-10-08 08:35");

        Assert.Equal(1, (await world.EntryAsync("1")).Attempts);
        Assert.Equal(DeliveryState.Delivered, (await world.EntryAsync("1")).State);
    }

    [Fact]
    public async Task Run_RefusedForGood_IsADeadLetterWithAnAlarmInWorkingTime()
    {
        var world = new GateWorld("2026-11-20 21:00");
        world.Channels[0].Answer = (message, _) => message.Class == MessageClass.Reply ? new SendResult.Refused("blocked") : null;
        await world.QueueAsync([.. Enumerable.Range(0, 5).Select(i => world.Message($"{i}", MessageClass.Reply, "p1"))]);

        await world.RunToAsync("2026-11-20 21:05");
        Assert.Equal(5, (await world.Store.Records.ListAsync(GateWorld.Tenant, new IndexQuery(DeadLetterDialog.Index), CancellationToken.None)).Count);
        Assert.Empty(world.Sent);

        await world.RunToAsync("2026-11-23 09:00");
        var (at, _, alarm) = Assert.Single(world.Sent);
        Assert.True(GateInvariants.IsWorkingTime(at));
        Assert.Equal(("p0", DeadLetterAlarm.Subject), (alarm.PersonId, alarm.Subject));
    }

    [Fact]
    public async Task Run_Throttled_PausesTheChannelForAllAndCountsNothing()
    {
        var world = new GateWorld("2026-11-20 09:00");
        var asked = 0;
        world.Channels[0].Answer = (_, _) => ++asked == 1 ? new SendResult.Throttled("429", TimeSpan.FromSeconds(40)) : null;
        await world.QueueAsync([.. Enumerable.Range(1, 6).Select(i => world.Message($"{i}", MessageClass.Assignment, $"p{i}"))]);

        await world.RunToAsync("2026-11-20 09:00:39");
        Assert.Equal(1, asked);
        await world.RunToAsync("2026-11-20 09:02");

        Assert.Equal(6, world.Sent.Count());
        Assert.All(world.Queued, m => Assert.Equal(1, world.EntryAsync(m.Id).Result.Attempts));
    }

    [Fact]
    public async Task Run_ThrottledForOneMember_LeavesTheOthers()
    {
        var world = new GateWorld("2026-11-20 09:00");
        world.Channels[0].Answer = (m, now) => m.PersonId == "p1" && now < WorkTimeData.Local("2026-11-20 09:00:30") ? new SendResult.Throttled("freq", TimeSpan.FromSeconds(30), RateScope.Member) : null;
        await world.QueueAsync(world.Message("1", MessageClass.Assignment, "p1"));
        await world.RunOnceAsync();
        await world.QueueAsync(world.Message("2", MessageClass.Assignment, "p2"));

        await world.RunOnceAsync();

        Assert.Equal(["2"], world.Sent.Select(s => s.Message.Id));
    }

    [Fact]
    public async Task Run_CalendarAway_HoldsWorkAndStillAnswers()
    {
        var world = new GateWorld("2026-11-20 09:00") { HoursAway = true };
        await world.QueueAsync(world.Message("work", MessageClass.Assignment, "p1"), world.Message("reply", MessageClass.Reply, "p1"), world.Message("circular", MessageClass.Circular, "p2"));

        await world.RunToAsync("2026-11-20 09:10");
        Assert.Equal(["reply"], world.Sent.Select(s => s.Message.Id));

        world.HoursAway = false;
        await world.RunToAsync("2026-11-20 09:12");
        Assert.Equal(3, world.Sent.Count());
    }

    [Fact]
    public async Task Run_FaultBeforeASendBegins_SendsNothingAndTriesAgain()
    {
        var world = new GateWorld("2026-11-20 09:00");
        await world.QueueAsync(world.Message("work", MessageClass.Assignment, "p1"));
        // Between the lease and the send.
        world.Meddle = _ => throw new TimeoutException("a fault that no other message has");

        await world.RunOnceAsync();
        Assert.Empty(world.Sent);
        Assert.Equal(("work", ItemFaultReason.Failed), (Assert.Single(world.Faults.Items).Id, world.Faults.Items[0].Reason));
        world.Meddle = null;
        world.Clock.Advance(TimeSpan.FromSeconds(61));
        await world.RunOnceAsync();

        Assert.Single(world.Sent);
        Assert.Equal(1, (await world.EntryAsync("work")).Attempts);
    }

    [Fact]
    public async Task Run_DigestItemWithdrawnBeforeItGoesOut_IsLeftOut()
    {
        var world = new GateWorld("2026-11-20 09:00");
        await world.QueueAsync([.. Enumerable.Range(0, 8).Select(i => world.Message($"circular-{i}", MessageClass.Circular, "p1", $"circular:{i}"))]);
        await world.RunToAsync("2026-11-20 10:00");
        var over = world.Queued.Where(q => world.Sent.All(s => s.Message.Id != q.Id)).ToArray();
        Assert.Equal(3, over.Length);

        await world.WithdrawAsync(over[1].Subject!);
        await world.RunToAsync("2026-11-23 10:00");

        var (_, _, digest) = Assert.Single(world.Sent, s => s.Message.Items.Count > 0);
        Assert.Equal([over[0].Id, over[2].Id], digest.Items);
        Assert.DoesNotContain(over[1].Id, digest.Content.Text, StringComparison.Ordinal);
        Assert.Equal($"digest:{digest.Id}", (await world.EntryAsync(over[0].Id)).Reason);
        Assert.Equal(DeliveryState.Delivered, (await world.EntryAsync(over[0].Id)).State);
        var lines = await world.Store.Outbox.BurdenOfDayAsync(GateWorld.Tenant, "p1", new DateOnly(2026, 11, 20), CancellationToken.None);
        Assert.Equal(5, lines.Count);
        // Five that went out alone and two of the digest; what was withdrawn is charged to nobody.
        Assert.Equal(7, (await world.Store.Outbox.BurdenOfMonthAsync(GateWorld.Tenant, BurdenFigures.MonthOf(world.Clock.Now), CancellationToken.None))["u"]);
    }

    private static OutboundMessage Answer(GateWorld world, string id) =>
        world.Message(id, MessageClass.Reply, "p1") with { Address = new Address(GateWorld.Person, "c1", "p1"), SenderUnitId = null };
}
