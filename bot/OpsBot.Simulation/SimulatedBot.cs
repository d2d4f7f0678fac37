using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.Memory;
using OpsBot.Simulation.Faults;

namespace OpsBot.Simulation;

/// <summary>One process of the bot with the real handlers. It holds nothing that its successor would need.</summary>
internal sealed class SimulatedBot : IDisposable
{
    private readonly DeliverySignal _signal = new();
    private readonly OutboxDeliveryHandler _delivery;
    private readonly OutboxReconcileHandler _reconcile;
    private readonly DueSweepHandler _sweep;
    private readonly HoursBook _hours;
    private readonly TenantId _tenant;

    public SimulatedBot(
        SimulationPacks packs, HoursBook hours, InMemoryStore store, IDirectory directory, IEntropySource entropy, VirtualClock clock, Ledger ledger,
        IReadOnlyList<SimulatedChannel> channels, IReadOnlyList<IDeliveryStage> stages, TenantId tenant, bool withoutReplan)
    {
        _tenant = tenant;
        _hours = hours;
        Changes = new WatchedChanges(store.Changes, Life, ledger);
        var outbox = new WatchedOutbox(store.Outbox, Life, ledger);
        var machine = new MachineClock(clock);
        var personal = new PersonalQuietHours(hours, directory, store.Records, clock);
        _delivery = new OutboxDeliveryHandler(
            outbox, new DeliveryPipeline(stages), packs.Delivery, channels.Select(c => new ChannelSender(c, Life)),
            [new CaseFeedbackObserver(store.Records, Changes, directory, packs.Taxonomy, packs.Deadlines, hours, clock)],
            directory, personal, new RetryPolicy(), clock, machine);
        _reconcile = new OutboxReconcileHandler(outbox, _signal, machine);
        _sweep = new DueSweepHandler(
            store.Due,
            [
                new CaseSweepHandler(store.Records, Changes, directory, packs.Taxonomy, packs.Deadlines, hours, entropy, clock),
                new CircularFanOutHandler(store.Records, Changes, directory, hours, entropy, _signal, clock),
                withoutReplan
                    ? new ForgottenReplan(Changes)
                    : new ReplanHandler(store.Records, Changes, outbox, directory, hours, packs.Deadlines, packs.Taxonomy, entropy, _signal, clock),
                new GroupOfferExpiryHandler(store.Records, Changes, entropy, clock),
            ],
            clock, machine);
        Turns = new TurnHandler(
            new DialogRouter([new GroupOfferDesk(packs.Guard)], new SilentDialog(), new WelcomeDialog(), new GroupGuardDialog(packs.Classifier, packs.Guard)),
            store.Records, outbox, Changes, directory, hours, entropy, _signal, clock);
    }

    /// <summary>What people write in groups, and what they answer to the bot's offers.</summary>
    public TurnHandler Turns { get; }

    public KillSwitch Life { get; } = new();

    public IChangeStore Changes { get; }

    /// <summary>The hours in force, with the papers imported so far.</summary>
    public ValueTask<HoursEdition> EditionAsync() => _hours.OfAsync(_tenant, CancellationToken.None);

    public Task<DateTimeOffset?> NextReadyAtAsync() => _delivery.NextReadyAtAsync(_tenant, CancellationToken.None);

    public Task<DateTimeOffset?> NextDueAtAsync() => _sweep.NextDueAtAsync(_tenant, CancellationToken.None);

    /// <summary>What the worker's poll and the scheduler's tick do: all that is ready and due now.</summary>
    public async Task WorkAsync(bool withSweep)
    {
        while (withSweep && await _sweep.RunOnceAsync(_tenant, CancellationToken.None) > 0)
        {
        }
        while (await _delivery.RunOnceAsync(_tenant, CancellationToken.None) > 0)
        {
        }
    }

    public Task<int> ReconcileAsync() => _reconcile.RunAsync(_tenant, CancellationToken.None);

    public static IReadOnlyList<IDeliveryStage> Stages(SimulationPacks packs, SimulationOptions options)
    {
        var real = StandardStages.InOrder(packs.Delivery);
        return options.BreakGate?.Invoke(real) ?? real;
    }

    public void Dispose() => _signal.Dispose();
}
