using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Texts;
using OpsBot.Redis.LocalServer;

namespace OpsBot.Redis;

/// <summary>Unhealthy once nobody would start OpsBot's own redis-server again: then only a new start of the process helps.</summary>
internal sealed class LocalServerLiveCheck(LocalRedisServer local) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(local.IsAbandoned
        ? HealthCheckResult.Unhealthy(HealthTexts.ServerAbandoned)
        : HealthCheckResult.Healthy());
}
