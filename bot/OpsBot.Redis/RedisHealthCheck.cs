using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpsBot.Core.Texts;
using OpsBot.Redis.LocalServer;

namespace OpsBot.Redis;

/// <summary>
/// Healthy when Redis answers now, has room on its disk and keeps what it is given. One that is not ours is looked at each time, for its settings may have
/// been changed since the start: what would be refused then is unhealthy now.
/// </summary>
internal sealed class RedisHealthCheck(IOptions<RedisOptions> options, RedisConnection connection, LocalRedisServer local) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var isOwn = string.IsNullOrWhiteSpace(options.Value.Connection);
        var data = new Dictionary<string, object> { ["connected"] = connection.IsConnected };
        if (isOwn)
        {
            data["server"] = local.State.ToString();
            data["restarts"] = local.Restarts;
            if (local.IsDiskFull)
                return HealthCheckResult.Unhealthy(HealthTexts.DiskFull, data: data);
        }

        try
        {
            await connection.ReadAsync(db => db.PingAsync(RedisConnection.OnPrimary), cancellationToken);
            return isOwn ? HealthCheckResult.Healthy("Redis answers", data) : await JudgeAsync(data, cancellationToken);
        }
        catch (Exception failure) when (failure is RedisUnavailableException or RedisReplyException)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure, data);
        }
    }

    private async Task<HealthCheckResult> JudgeAsync(Dictionary<string, object> data, CancellationToken cancellationToken)
    {
        var safety = await RedisSafetyCheck.LookAsync(connection, cancellationToken);
        data["replicas"] = connection.Replicas;
        if (safety.Refusals(options.Value, connection.IsBySentinel) is { Count: > 0 } refusals)
            return HealthCheckResult.Unhealthy(string.Join(" ", refusals), data: data);
        if (safety.MissingReplicas(connection.Replicas) is { } missing)
            return HealthCheckResult.Unhealthy(missing, data: data);
        return safety.PowerCutRisks.Count > 0
            ? HealthCheckResult.Degraded("Accepted by Redis:AcceptLossOnPowerCut: " + string.Join(" ", safety.PowerCutRisks), data: data)
            : HealthCheckResult.Healthy("Redis answers, and has every receipt on disk", data);
    }
}
