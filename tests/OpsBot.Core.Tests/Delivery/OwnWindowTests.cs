using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>Messages to many people and to groups through the real fan-out, gate and hours: each waits for its own window.</summary>
public sealed class OwnWindowTests : IDirectory, IEntropySource
{
    private static readonly TenantId Tenant = TenantId.Parse("test");
    private readonly ManualClock _clock = new(WorkTimeData.Local("2026-11-18 21:00"));
    private readonly InMemoryStore _store;
    private readonly HoursBook _book;
    private readonly RecordingChannel _channel;
    private readonly OutboxDeliveryHandler _delivery;
    private readonly DirectorySnapshot _directory;
    private int _commits;

    public OwnWindowTests()
    {
        _store = new InMemoryStore(_clock);
        _book = WorkTimeData.Book(_store.Records);
        _channel = new RecordingChannel("chat", _clock);
        var night = new ShiftPattern(
            "夜班", ShiftKind.Cycle, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31),
            [[new WorkSpan(TimeSpan.FromHours(22), TimeSpan.FromHours(30))]], new DateOnly(2026, 1, 1), false);
        var festival = HoursRules.None with { Holidays = [new LocalHoliday("县庆", new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 19), null)] };
        _directory = new DirectorySnapshot(
            [
                new("city", "市", UnitKind.City, null),
                new("plain", "甲县", UnitKind.County, "city"),
                new("feast", "乙县", UnitKind.County, "city") { Hours = festival },
                new("feast-town", "乙镇", UnitKind.Township, "feast"),
            ],
            [
                Someone("author", "city"),
                Someone("office", "plain"),
                Someone("late", "plain"),
                Someone("night", "plain", HoursRules.None with { Shifts = night }),
                Someone("leave", "plain", HoursRules.None with { Leave = [new Leave(new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 20))] }),
                Someone("half", "plain", HoursRules.None with { Leave = [new Leave(new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 19), LeaveHalf.Morning)] }),
                Someone("feaster", "feast-town"),
            ]);
        _delivery = new OutboxDeliveryHandler(
            _store.Outbox, new DeliveryPipeline(StandardStages.OfTime), GateData.Rules, [_channel], [], this,
            new PersonalQuietHours(_book, this, _store.Records, _clock), new RetryPolicy(), _clock, new MachineClock(_clock));
    }

    public DirectorySnapshot Of(TenantId tenant) => _directory;

    public byte[] Draw() => [.. Enumerable.Range(0, 32).Select(i => (byte)(i + ++_commits))];

    [Theory]
    [InlineData("author", "2026-11-19 08:30")]
    [InlineData("office", "2026-11-19 08:30")]
    [InlineData("late", "2026-11-19 10:00")] // quiet until ten, as set in the chat
    [InlineData("night", "2026-11-18 22:00")] // the shift begins an hour after the approval
    [InlineData("leave", "2026-11-23 08:30")] // three days away, then a weekend
    [InlineData("half", "2026-11-19 14:30")]
    [InlineData("feaster", "2026-11-20 08:30")] // the county's own holiday
    public async Task Circular_ToEverybody_ReachesEachAtTheirOwnOpening(string person, string expected)
    {
        await SetQuietAsync("late", new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0)));
        await FanOutAsync();
        await RunToAsync("2026-11-24 00:00");

        var (at, _, message) = Assert.Single(_channel.Sent, s => s.Message.PersonId == person);
        Assert.Equal(WorkTimeData.Local(expected), at);
        Assert.Equal(at, message.NotBefore);
        Assert.Equal(_directory.People.Count, _channel.Sent.Count);
    }

    [Fact]
    public async Task Circular_QuietTimeSetAfterTheFanOut_StillCounts()
    {
        await FanOutAsync();
        await SetQuietAsync("late", new QuietSpan(new TimeOnly(8, 0), new TimeOnly(11, 0)));
        await RunToAsync("2026-11-20 00:00");

        Assert.Equal(WorkTimeData.Local("2026-11-19 11:00"), Assert.Single(_channel.Sent, s => s.Message.PersonId == "late").At);
    }

    [Theory]
    [InlineData("plain", "2026-11-19 08:30")]
    [InlineData("feast", "2026-11-20 08:30")]
    [InlineData("feast-town", "2026-11-20 08:30")] // what the county has off, the town has
    [InlineData("gone", "2026-11-19 08:30")] // an unknown unit has the territory's hours
    [InlineData(null, "2026-11-19 08:30")]
    public async Task Group_HoursUnitId_WaitsForTheHoursOfThatUnit(string? unit, string expected)
    {
        await CommitAsync(new Effects { Outbox = [ToGroup("g1", unit)] });
        await RunToAsync("2026-11-21 00:00");

        var (at, address, _) = Assert.Single(_channel.Sent);
        Assert.Equal((WorkTimeData.Local(expected), "group-1"), (at, address.ConversationId));
    }

    [Fact]
    public async Task Person_WithHoursUnitId_OwnHoursCount()
    {
        await CommitAsync(new Effects { Outbox = [ToGroup("p1", "feast") with { PersonId = "night", Address = null }] });
        await RunToAsync("2026-11-21 00:00");

        Assert.Equal(WorkTimeData.Local("2026-11-18 22:00"), Assert.Single(_channel.Sent).At);
    }

    private static Person Someone(string id, string unit, HoursRules? hours = null) =>
        new(id, id, unit, [Role.Cadre], [new Address("chat", $"c-{id}", id)]) { Hours = hours ?? HoursRules.None };

    private OutboundMessage ToGroup(string id, string? unit) => new()
    {
        Id = id,
        Class = MessageClass.Assignment,
        Address = new Address("chat", "group-1"),
        HoursUnitId = unit,
        Content = "x",
        CreatedAt = _clock.Now,
    };

    private async Task FanOutAsync()
    {
        var circular = new Circular
        {
            Id = "TZ-1118-7K3F",
            Status = CircularStatus.Approved,
            UnitId = "city",
            Title = "防汛值班",
            Text = "防汛值班",
            AuthorId = "author",
            SubmittedAt = _clock.Now,
        };
        await CommitAsync(new Effects { Records = [Circular.Kind.Put(circular.Id, circular, 0)] });
        await new CircularFanOutHandler(_store.Records, _store.Changes, this, _book, this, new DeliverySignal(), _clock).HandleAsync(Tenant, circular.Id, default);
    }

    private Task SetQuietAsync(string person, QuietSpan span) =>
        CommitAsync(new Effects { Records = [PersonalQuiet.Kind.Put(person, new PersonalQuiet { Spans = [span], Since = _clock.Now }, 0)] });

    private async Task CommitAsync(Effects effects) => Assert.IsType<CommitOutcome.Committed>(
        await _store.Changes.CommitAsync(new ChangeSet { Tenant = Tenant, AttemptId = $"t{++_commits}", Effects = effects }, default));

    /// <summary>The worker at work, from one ready message to the next.</summary>
    private async Task RunToAsync(string until)
    {
        var end = WorkTimeData.Local(until);
        while (_clock.Now < end)
        {
            while (await _delivery.RunOnceAsync(Tenant, default) > 0)
            {
            }
            var next = await _store.Outbox.NextReadyAtAsync(Tenant, default) ?? end;
            _clock.Now = next < end ? next : end;
        }
    }
}
