using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Certificates;

namespace OpsBot.Web.Hosting;

/// <summary>Degraded once the certificate log was found not to agree with its last anchor.</summary>
internal sealed class CertificateHealthCheck(CertificateAnchorHandler anchors) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(anchors.Agrees
        ? HealthCheckResult.Healthy("The certificate log agrees with its anchors.")
        : HealthCheckResult.Degraded("The certificate log is shorter than its last anchor or differs from it. Export it and run ./run.sh verify."));
}
