using OpsBot.Core.Changes;
using OpsBot.Core.Circulars.Reading;

namespace OpsBot.Web.Hosting;

/// <summary>Counts readers where somebody asked for it, in the processes that have the messengers; the scheduler talks to none.</summary>
internal sealed partial class ReadCountWorker(
    CircularReadingHandler handler, ServedTenants tenants, MachineClock machine, ILogger<ReadCountWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = CircularReadingHandler.Idle;
            try
            {
                foreach (var tenant in tenants.All)
                    if (await handler.RunOnceAsync(tenant, stoppingToken) is var left && left < wait)
                        wait = left;
            }
            catch (StoreUnavailableException fault)
            {
                // The cursor is in the record: the next look goes on where the last written step ended.
                StoreAway(logger, fault);
            }
            await Task.Delay(wait, machine.Time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; counting of readers waits")]
    private static partial void StoreAway(ILogger logger, Exception fault);
}
