using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>Degraded when the directory does not say who works on a report about the special office itself: such a report reaches nobody.</summary>
internal sealed class SupervisionHealthCheck(IDirectory directory, ServedTenants tenants) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = Supervision.Unsupervised(directory.Of(tenants.All[0]));
        return Task.FromResult(open.Count == 0
            ? HealthCheckResult.Healthy(MentionTexts.HealthSupervised)
            : HealthCheckResult.Degraded(MentionTexts.HealthUnsupervised(open.Take(5).Select(u => u.Name))));
    }
}
