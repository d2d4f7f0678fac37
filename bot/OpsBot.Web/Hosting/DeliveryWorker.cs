using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Web.Hosting;

/// <summary>Runs the delivery handler: at once when this process queued something, else by a short poll.</summary>
internal sealed partial class DeliveryWorker(
    OutboxDeliveryHandler handler, ServedTenants tenants, DeliverySignal signal, AnswerCourier courier, IFaultReporter faults, ILogger<DeliveryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = 0;
            foreach (var tenant in tenants.All)
                worked += await WorkAsync(tenant, stoppingToken);
            if (worked == 0)
                await signal.WaitAsync(Poll, stoppingToken);
        }
    }

    // What fails for one tenant is not held against the next.
    private async Task<int> WorkAsync(TenantId tenant, CancellationToken stoppingToken)
    {
        try
        {
            var worked = await handler.RunOnceAsync(tenant, stoppingToken);
            if (worked == 0)
                courier.CaughtUp();
            faults.LoopWentWell("delivery");
            return worked;
        }
        catch (StoreUnavailableException fault)
        {
            // Nothing was sent without the store; what was leased is ready again when its lease runs out.
            StoreAway(logger, fault);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, stoppingToken))
        {
            // Each message is guarded by the handler; this is a fault of the queue itself, and the next look may be better.
            faults.LoopFailed("delivery", fault);
        }
        return 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; delivery waits")]
    private static partial void StoreAway(ILogger logger, Exception fault);
}
