using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Takes recalled circulars back and counts readers, in the processes that have the messengers; the scheduler talks to none.
/// </summary>
internal sealed partial class CircularWorker(
    IEnumerable<CircularStepHandler> handlers, ServedTenants tenants, MachineClock machine, ILogger<CircularWorker> logger) : BackgroundService
{
    private readonly CircularStepHandler[] _handlers = [.. handlers];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = CircularStepHandler.Idle;
            try
            {
                foreach (var tenant in tenants.All)
                    foreach (var handler in _handlers)
                        if (await handler.RunOnceAsync(tenant, stoppingToken) is var left && left < wait)
                            wait = left;
            }
            catch (StoreUnavailableException fault)
            {
                // The cursors are in the records: the next look goes on where the last written step ended.
                StoreAway(logger, fault);
            }
            await Task.Delay(wait, machine.Time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; taking circulars back and counting readers wait")]
    private static partial void StoreAway(ILogger logger, Exception fault);
}
