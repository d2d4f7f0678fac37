using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpsBot.Core.Texts;
using OpsBot.Redis.LocalServer;

namespace OpsBot.Redis;

/// <summary>Healthy when Redis answers a PING now and its disk, if it is ours, has room.</summary>
internal sealed class RedisHealthCheck(IOptions<RedisOptions> options, RedisConnection connection, LocalRedisServer local) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["connected"] = connection.IsConnected };
        if (string.IsNullOrWhiteSpace(options.Value.Connection))
        {
            data["server"] = local.State.ToString();
            data["restarts"] = local.Restarts;
            if (local.IsDiskFull)
                return HealthCheckResult.Unhealthy(HealthTexts.DiskFull, data: data);
        }

        try
        {
            await connection.ReadAsync(["PING"], cancellationToken);
            return HealthCheckResult.Healthy("Redis answers", data);
        }
        catch (RedisUnavailableException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure, data);
        }
    }
}
