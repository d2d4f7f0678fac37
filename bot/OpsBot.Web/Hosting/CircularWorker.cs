using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Takes recalled circulars back and counts readers, in the processes that have the messengers; the scheduler talks to none.
/// </summary>
internal sealed partial class CircularWorker(
    IEnumerable<CircularStepHandler> handlers, ServedTenants tenants, MachineClock machine, IFaultReporter faults, ILogger<CircularWorker> logger) : BackgroundService
{
    private readonly CircularStepHandler[] _handlers = [.. handlers];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = CircularStepHandler.Idle;
            foreach (var tenant in tenants.All)
                foreach (var handler in _handlers)
                    if (await StepAsync(handler, tenant, stoppingToken) is var left && left < wait)
                        wait = left;
            await Task.Delay(wait, machine.Time, stoppingToken);
        }
    }

    private async Task<TimeSpan> StepAsync(CircularStepHandler handler, TenantId tenant, CancellationToken stoppingToken)
    {
        var loop = handler.GetType().Name;
        try
        {
            var left = await handler.RunOnceAsync(tenant, stoppingToken);
            faults.LoopWentWell(loop);
            return left;
        }
        catch (StoreUnavailableException fault)
        {
            // The cursors are in the records: the next look goes on where the last written step ended.
            StoreAway(logger, fault);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, stoppingToken))
        {
            faults.LoopFailed(loop, fault);
        }
        return CircularStepHandler.Idle;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; taking circulars back and counting readers wait")]
    private static partial void StoreAway(ILogger logger, Exception fault);
}
