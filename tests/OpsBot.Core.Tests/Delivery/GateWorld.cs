using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>The delivery handler over the in-memory store, with recording channels and one clock that the test moves.</summary>
internal sealed class GateWorld : IQuietHoursSource, IDirectory, IOverrideSource
{
    public const string Person = "wecom";
    public const string Group = "dingtalk";
    public const string Teams = "teams";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly OutboxDeliveryHandler _handler;
    private readonly DirectorySnapshot _directory;

    public GateWorld(string start, IReadOnlyList<IDeliveryStage>? stages = null, int people = 12, IOutbox? outbox = null)
    {
        Clock = new ManualClock(WorkTimeData.Local(start));
        Store = new InMemoryStore(Clock);
        Channels = [.. new[] { Person, Group, Teams }.Select(name => new RecordingChannel(name, Clock))];
        _directory = new DirectorySnapshot(
            [new Unit("u", "单位", UnitKind.City, null)],
            [.. Enumerable.Range(0, people).Select(i => new Person($"p{i}", $"人{i}", "u", i == 0 ? [Role.Admin] : i == 1 ? [Role.Supervisor] : [], [new Address(Person, $"c{i}", $"p{i}")]))]);
        _handler = new OutboxDeliveryHandler(
            outbox ?? Store.Outbox, new DeliveryPipeline(stages ?? StandardStages.InOrder(GateData.Rules)), GateData.Rules, Channels, [], this, this, new RetryPolicy(), Clock, new MachineClock(Clock), this, faults: Faults);
    }

    public static TenantId Tenant { get; } = TenantId.Parse("test");

    public ManualClock Clock { get; }

    public InMemoryStore Store { get; }

    public IReadOnlyList<RecordingChannel> Channels { get; }

    public OpsBot.TestKit.RecordedFaults Faults { get; } = new();

    public IEnumerable<(DateTimeOffset At, Address Address, OutboundMessage Message)> Sent => Channels.SelectMany(c => c.Sent).OrderBy(s => s.At);

    /// <summary>Every message that the test queued.</summary>
    public List<OutboundMessage> Queued { get; } = [];

    public Dictionary<string, DateTimeOffset> WithdrawnAt { get; } = [];

    /// <summary>Runs when the hours of somebody are asked for: between the lease of a message and its send.</summary>
    public Func<string?, Task>? Meddle { get; set; }

    public bool HoursAway { get; set; }

    /// <summary>What the store holds, by id.</summary>
    public Dictionary<string, Override> Overrides { get; } = [];

    public bool OverridesAway { get; set; }

    public ValueTask<Override?> ForAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken) =>
        OverridesAway ? throw new StoreUnavailableException("told to be away") : ValueTask.FromResult(Overrides.GetValueOrDefault(message.OverrideId ?? ""));

    /// <summary>ann ordered and ben approved it just now, for the unit of everybody here.</summary>
    public Override Approve(string id, string subject, int hours) => Overrides[id] = new Override
    {
        Id = id,
        Status = OverrideStatus.Approved,
        Terms = new OverrideTerms("flood", hours, "台风登陆"),
        Subject = subject,
        UnitIds = ["u"],
        RequesterId = "ann",
        RequestedAt = Clock.Now,
        ApproverId = "ben",
        DecidedAt = Clock.Now,
        Until = Clock.Now.AddHours(hours),
    };

    public OutboundMessage Urgent(string id, string person, string subject, string overrideId) =>
        Message(id, MessageClass.Override, person, subject) with { OverrideId = overrideId };

    public DirectorySnapshot Of(TenantId tenant) => _directory;

    public async ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken)
    {
        if (Meddle is { } meddle)
            await meddle(personId);
        return HoursAway ? throw new StoreUnavailableException("told to be away") : WorkTimeData.QuietHours;
    }

    public OutboundMessage Message(string id, MessageClass @class, string person, string? subject = null) => new()
    {
        Id = id,
        Class = @class,
        PersonId = person,
        Content = id,
        Subject = subject,
        CreatedAt = Clock.Now,
        SenderUnitId = "u",
    };

    public OutboundMessage ToGroup(string id, string group) => Message(id, MessageClass.Assignment, "") with { PersonId = null, Address = new Address(Group, group) };

    public Task QueueAsync(params OutboundMessage[] messages)
    {
        Queued.AddRange(messages);
        return CommitAsync(new Effects { Outbox = messages });
    }

    public Task WithdrawAsync(string subject)
    {
        WithdrawnAt.TryAdd(subject, Clock.Now);
        return CommitAsync(new Effects { Withdrawals = [subject] });
    }

    /// <summary>Commits answers and begins their sends with them; null: they may not begin so.</summary>
    public async Task<SendStart?> StartAsync(params OutboundMessage[] answers)
    {
        if (_handler.StartOf(answers) is not { } start)
            return null;
        var change = new ChangeSet { Tenant = Tenant, AttemptId = $"a{++_commits}", Once = new OnceKey($"turn-{_commits}", OnceKey.DefaultKeepFor), Effects = new Effects { Outbox = answers }, Start = start };
        Assert.Equal(answers.Select(a => a.Id), Assert.IsType<CommitOutcome.Committed>(await Store.Changes.CommitAsync(change, CancellationToken.None)).Begun);
        return start;
    }

    public Task SendBegunAsync(OutboundMessage answer, SendStart start) => _handler.SendBegunAsync(Tenant, answer, start, CancellationToken.None);

    public Task<int> RunOnceAsync() => _handler.RunOnceAsync(Tenant, CancellationToken.None);

    /// <summary>Lets the worker work until an instant: from one ready message to the next.</summary>
    public async Task RunToAsync(string until)
    {
        var end = WorkTimeData.Local(until);
        while (Clock.Now < end)
        {
            while (await RunOnceAsync() > 0)
            {
            }
            var next = await Store.Outbox.NextReadyAtAsync(Tenant, CancellationToken.None) ?? end;
            var soonest = Clock.Now + Step;
            Clock.Now = next < soonest ? (soonest < end ? soonest : end) : next < end ? next : end;
        }
    }

    public async Task<OutboxEntry> EntryAsync(string id) => Assert.Single(await Store.Outbox.GetAsync(Tenant, [id], CancellationToken.None));

    private int _commits;

    public async Task CommitAsync(Effects effects) => Assert.IsType<CommitOutcome.Committed>(
        await Store.Changes.CommitAsync(new ChangeSet { Tenant = Tenant, AttemptId = $"a{++_commits}", Effects = effects }, CancellationToken.None));
}
