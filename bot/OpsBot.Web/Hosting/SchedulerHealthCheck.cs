using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>Degraded when no scheduler has swept for a while, wherever it runs: reminders and deadlines stand still then.</summary>
internal sealed class SchedulerHealthCheck(SweepBeatHandler beat, ServedTenants tenants) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var silence = await beat.SilenceAsync(tenants.All[0], cancellationToken);
            return silence is { } known && known < SweepBeat.SilentAfter
                ? HealthCheckResult.Healthy(HealthTexts.SchedulerRuns)
                : HealthCheckResult.Degraded(HealthTexts.SchedulerSilent(silence));
        }
        catch (StoreUnavailableException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }
}
