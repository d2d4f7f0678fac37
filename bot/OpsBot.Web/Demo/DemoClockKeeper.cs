using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Web.Demo;

/// <summary>Moves the demo clock in the store, and follows what other processes stored.</summary>
internal sealed class DemoClockKeeper(
    DemoClock clock, IRecordReader records, IChangeStore store, IEntropySource entropy, ServedTenants tenants, DeliverySignal signal, DueSweepHandler sweep)
    : BackgroundService
{
    /// <summary>A demo does not leave the tables' years by accident.</summary>
    public static readonly TimeSpan MaxOffset = TimeSpan.FromDays(3660);

    private static readonly TimeSpan Follow = TimeSpan.FromSeconds(1);

    private TenantId Tenant => tenants.All[0];

    /// <summary>Moves the clock to <paramref name="target"/> (not before now), and runs what became due by that.</summary>
    public async Task<CommitOutcome> MoveToAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        var stored = await LoadAsync(cancellationToken);
        var offset = clock.Offset + (target - clock.GetUtcNow());
        var change = new ChangeSet
        {
            Tenant = Tenant,
            AttemptId = Identifier.From(entropy.Draw(), "demo-clock"),
            Effects = new Effects { Records = [DemoClockState.Kind.Put(DemoClockState.Id, new DemoClockState(offset.TotalSeconds), stored?.Version ?? 0)] },
        };
        var outcome = await store.CommitAsync(change, cancellationToken);
        if (outcome is not CommitOutcome.Committed)
            return outcome;
        clock.Adopt(offset);
        while (await sweep.RunOnceAsync(Tenant, cancellationToken) > 0)
        {
        }
        signal.Nudge();
        return outcome;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AdoptStoredAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Follow);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await AdoptStoredAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // The next tick looks again; until then this process keeps the offset it knows, and without the store
                // nothing can be sent by it anyway.
            }
        }
    }

    private async Task AdoptStoredAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } stored)
            clock.Adopt(TimeSpan.FromSeconds(stored.Value.OffsetSeconds));
    }

    private async Task<Versioned<DemoClockState>?> LoadAsync(CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(Tenant, [DemoClockState.Kind.Key(DemoClockState.Id)], cancellationToken);
        return found.Count > 0 ? DemoClockState.Kind.Read(found[0]) : null;
    }
}
