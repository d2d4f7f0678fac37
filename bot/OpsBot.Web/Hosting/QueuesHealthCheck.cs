using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>Degraded with their number while items of a queue are set aside, or while a loop fails round by round.</summary>
internal sealed class QueuesHealthCheck(IDueQueue due, IOutbox outbox, FaultBoard faults, ServedTenants tenants) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var (members, messages) = (0, 0);
            foreach (var tenant in tenants.All)
            {
                members += await due.CountSetAsideAsync(tenant, cancellationToken);
                messages += await outbox.CountSetAsideAsync(tenant, cancellationToken);
            }
            var failing = faults.Failing;
            var data = new Dictionary<string, object> { ["due"] = members, ["outbox"] = messages, ["loops"] = failing };
            return members + messages + failing.Count == 0
                ? HealthCheckResult.Healthy(HealthTexts.NothingSetAside, data)
                : HealthCheckResult.Degraded(HealthTexts.SetAside(members, messages, failing), data: data);
        }
        catch (StoreUnavailableException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }
}
