using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>Unhealthy once a background service of this process has ended although the process does not stop.</summary>
internal sealed class WorkersLiveCheck(IServiceProvider services, IHostApplicationLifetime process) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string[] ended = process.ApplicationStopping.IsCancellationRequested
            ? []
            : [.. services.GetServices<IHostedService>().OfType<BackgroundService>().Where(w => w.ExecuteTask is { IsCompleted: true }).Select(w => w.GetType().Name)];
        return Task.FromResult(ended.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(HealthTexts.WorkersEnded(ended)));
    }
}
