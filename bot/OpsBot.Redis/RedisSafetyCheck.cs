using System.Globalization;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis;

/// <summary>Asks a Redis that is not ours whether it keeps what it is given. Every fault says what to set.</summary>
internal static class RedisSafetyCheck
{
    public static async Task<IReadOnlyList<string>> FindFaultsAsync(RedisConnection connection, CancellationToken cancellation)
    {
        var info = await InfoAsync(connection, cancellation);
        var faults = new List<string>();
        var appendOnly = await SettingAsync(connection, "appendonly", cancellation)
            ?? (info.GetValueOrDefault("aof_enabled") == "1" ? "yes" : "no");
        if (appendOnly != "yes")
        {
            faults.Add($"appendonly is {appendOnly}: records would be lost when Redis stops. "
                + "Set 'appendonly yes' and 'appendfsync always' in redis.conf, or: redis-cli CONFIG SET appendonly yes");
        }

        var policy = await SettingAsync(connection, "maxmemory-policy", cancellation)
            ?? info.GetValueOrDefault("maxmemory_policy", "unknown");
        if (policy != "noeviction")
        {
            faults.Add($"maxmemory-policy is {policy}: Redis would throw records away when memory is short. "
                + "Set 'maxmemory-policy noeviction' in redis.conf, or: redis-cli CONFIG SET maxmemory-policy noeviction");
        }

        if (info.GetValueOrDefault("role", "master") != "master")
            faults.Add("This Redis is a replica and takes no writes. Set Redis:Connection to the primary.");
        if (info.GetValueOrDefault("cluster_enabled", "0") != "0")
            faults.Add("This Redis runs in cluster mode, which OpsBot does not speak yet. Set Redis:Connection to a single primary.");
        if (info.TryGetValue("redis_version", out var version) && Major(version) < 6)
            faults.Add($"Redis {version} is too old. Use Redis 6 or newer.");
        return faults;
    }

    private static async Task<Dictionary<string, string>> InfoAsync(RedisConnection connection, CancellationToken cancellation)
    {
        var text = (await connection.ReadAsync(["INFO"], cancellation)).AsText();
        return text.Split("\r\n")
            .Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>Null when this user may not read the configuration; INFO then has to do.</summary>
    private static async Task<string?> SettingAsync(RedisConnection connection, string name, CancellationToken cancellation)
    {
        try
        {
            var reply = await connection.ReadAsync(["CONFIG", "GET", name], cancellation);
            return reply.AsArray() is [_, var value] ? value.AsText() : null;
        }
        catch (RedisReplyException failure) when (failure.Code is "NOPERM" or "ERR")
        {
            return null;
        }
    }

    private static int Major(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : int.MaxValue;
}
