using OpsBot.Core.Changes;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Web.Hosting;

/// <summary>Puts the daily look at the calendar among what is due, when a scheduler starts.</summary>
internal sealed class CalendarWatchStart(CalendarWatchHandler watch, ServedTenants tenants) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants.All)
            await watch.StartAsync(tenant, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
