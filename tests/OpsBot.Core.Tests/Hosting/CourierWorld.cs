using Microsoft.Extensions.Logging.Abstractions;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

/// <summary>The courier and the worker's handler over one in-memory store and one gated channel.</summary>
internal sealed class CourierWorld : IQuietHoursSource, IDirectory, IDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("test");
    private static readonly DirectorySnapshot Nobody = new([new Unit("u", "单位", UnitKind.City, null)], []);
    private readonly ManualClock _clock = new(WorkTimeData.Local("2026-11-19 22:00"));
    private readonly InMemoryStore _store;
    private readonly OutboxDeliveryHandler _handler;
    private int _commits;

    public CourierWorld()
    {
        _store = new InMemoryStore(_clock);
        _handler = new OutboxDeliveryHandler(
            FaultyOutbox.Over(_store.Outbox, () => StoreAway), new DeliveryPipeline(StandardStages.InOrder(GateData.Rules)), GateData.Rules,
            [Channel], [], this, this, new RetryPolicy(), _clock, new MachineClock(_clock));
        Courier = new AnswerCourier(_handler, NullLogger<AnswerCourier>.Instance);
    }

    public GatedChannel Channel { get; } = new();

    public AnswerCourier Courier { get; }

    /// <summary>What the worker asks for fails while it is set; what the test asks for does not.</summary>
    public volatile bool StoreAway;

    public DirectorySnapshot Of(TenantId tenant) => Nobody;

    public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => ValueTask.FromResult(WorkTimeData.QuietHours);

    /// <summary>A turn's end: the answers are committed, and the courier takes those whose sends began. False: none did.</summary>
    public async Task<bool> AnswerAsync(string place, params IEnumerable<string> ids)
    {
        OutboundMessage[] answers =
        [
            .. ids.Select(id => new OutboundMessage { Id = id, Class = MessageClass.Reply, Address = new Address(Channel.Channel, place), Content = id, CreatedAt = _clock.Now }),
        ];
        var turn = ++_commits;
        var start = Courier.Prepare(answers);
        var change = new ChangeSet { Tenant = Tenant, AttemptId = $"a{turn}", Once = new OnceKey($"turn-{turn}", OnceKey.DefaultKeepFor), Effects = new Effects { Outbox = answers }, Start = start };
        var begun = Assert.IsType<CommitOutcome.Committed>(await _store.Changes.CommitAsync(change, CancellationToken.None)).Begun;
        Assert.Equal(start is null ? [] : answers.Select(a => a.Id), begun);
        if (start is not null)
            Courier.Take(Tenant, start, answers);
        return start is not null;
    }

    /// <summary>All that the worker can do now.</summary>
    public async Task WorkAsync()
    {
        while (await _handler.RunOnceAsync(Tenant, CancellationToken.None) > 0)
        {
        }
    }

    public void LetLeasesRunOut() => _clock.Advance(OutboxDeliveryHandler.LeaseFor + TimeSpan.FromSeconds(1));

    public async Task<IEnumerable<DeliveryState>> StatesAsync(params string[] ids) =>
        (await _store.Outbox.GetAsync(Tenant, ids, CancellationToken.None)).Select(e => e.State);

    public Task StopAsync() => Courier.StopAsync(CancellationToken.None).WaitAsync(GatedChannel.Patience);

    public void Dispose() => Courier.Dispose();
}
