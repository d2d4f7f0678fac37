using System.Globalization;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>Asks every primary of a Redis that is not ours whether it keeps what it is given. Every fault says what to set.</summary>
internal static class RedisSafetyCheck
{
    public static async Task<RedisSafety> LookAsync(RedisConnection connection, CancellationToken cancellation)
    {
        var (faults, risks) = (new List<string>(), new List<string>());
        var primaries = connection.Shared.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToArray();
        if (primaries.Length == 0)
            faults.Add("This Redis is a replica and takes no writes. Set Redis:Connection to the primary.");
        var nodes = Array.Find(primaries, server => server.ServerType == ServerType.Cluster) is { } any ? await NodesAsync(connection, any, cancellation) : [];
        foreach (var owner in nodes.Where(node => !node.IsReplica && node.Slots.Count > 0))
        {
            if (!Array.Exists(primaries, server => server.EndPoint.Equals(owner.EndPoint)))
                faults.Add($"The primary of the Cluster at {RedisConfiguration.Where(owner.EndPoint!)} cannot be reached.");
        }
        var (fewest, most) = (int.MaxValue, 0);
        foreach (var server in primaries)
        {
            var where = primaries.Length > 1 ? $"At {RedisConfiguration.Where(server.EndPoint)}: " : "";
            var replicas = await LookAtAsync(connection, server, fault => faults.Add(where + fault), risk => risks.Add(where + risk), cancellation);
            (fewest, most) = (Math.Min(fewest, replicas), Math.Max(most, replicas));
        }
        // A node may not have heard of the others' replicas yet, but a primary knows its own.
        return new RedisSafety(faults, risks, nodes.Any(node => node.IsReplica) || (nodes.Length > 0 && most > 0), fewest);
    }

    /// <summary>Returns how many replicas it has now.</summary>
    private static async Task<int> LookAtAsync(RedisConnection connection, IServer server, Action<string> fault, Action<string> risk, CancellationToken cancellation)
    {
        var info = await InfoAsync(connection, server, cancellation);
        var appendOnly = await SettingAsync(connection, server, "appendonly", cancellation)
            ?? (info.GetValueOrDefault("aof_enabled") == "1" ? "yes" : "no");
        if (appendOnly != "yes")
        {
            fault($"appendonly is {appendOnly}: records would be lost when Redis stops. "
                + "Set 'appendonly yes' and 'appendfsync always' in redis.conf, or: redis-cli CONFIG SET appendonly yes");
        }
        else if (await SettingAsync(connection, server, "appendfsync", cancellation) is not { } sync)
        {
            risk("Redis does not say how often it writes to disk (CONFIG GET is forbidden, as in managed services): a power cut may lose receipts that people have read. "
                + "Allow 'CONFIG GET' to this user, or accept the loss with Redis:AcceptLossOnPowerCut=true");
        }
        else if (sync != "always")
        {
            risk($"appendfsync is {sync}: a power cut would lose receipts that people have read. "
                + "Set 'appendfsync always' in redis.conf, or: redis-cli CONFIG SET appendfsync always. Or accept the loss with Redis:AcceptLossOnPowerCut=true");
        }

        var policy = await SettingAsync(connection, server, "maxmemory-policy", cancellation)
            ?? info.GetValueOrDefault("maxmemory_policy", "unknown");
        if (policy != "noeviction")
        {
            fault($"maxmemory-policy is {policy}: Redis would throw records away when memory is short. "
                + "Set 'maxmemory-policy noeviction' in redis.conf, or: redis-cli CONFIG SET maxmemory-policy noeviction");
        }

        if (info.GetValueOrDefault("cluster_enabled") == "1" && await UnservedSlotsAsync(connection, server, cancellation) is > 0 and var unserved)
            fault($"{unserved} of the Cluster's slots belong to no node. Assign them, or set Redis:Connection to a single primary.");
        if (info.TryGetValue("redis_version", out var version) && Number(version.Split('.')[0]) < 6)
            fault($"Redis {version} is too old. Use Redis 6 or newer.");
        return Number(info.GetValueOrDefault("connected_slaves", "0"));
    }

    private static async Task<ClusterNode[]> NodesAsync(RedisConnection connection, IServer server, CancellationToken cancellation) =>
        [.. (await connection.RunAsync(_ => server.ClusterNodesAsync(), cancellation))?.Nodes ?? []];

    private static async Task<int> UnservedSlotsAsync(RedisConnection connection, IServer server, CancellationToken cancellation)
    {
        const int slots = 16384;
        var text = (string)(await connection.RunAsync(_ => server.ExecuteAsync("CLUSTER", "INFO"), cancellation))!;
        return slots - Number(Pairs(text).GetValueOrDefault("cluster_slots_assigned", "0"));
    }

    private static async Task<Dictionary<string, string>> InfoAsync(RedisConnection connection, IServer server, CancellationToken cancellation) =>
        Pairs((await connection.RunAsync(_ => server.InfoRawAsync(), cancellation))!);

    private static Dictionary<string, string> Pairs(string text) => text.Split("\r\n")
        .Select(line => line.Split(':', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Null when this user may not read the configuration; INFO then has to do.</summary>
    private static async Task<string?> SettingAsync(RedisConnection connection, IServer server, string name, CancellationToken cancellation)
    {
        try
        {
            return (await connection.RunAsync(_ => server.ConfigGetAsync(name), cancellation)) is [var pair] ? pair.Value : null;
        }
        catch (RedisReplyException failure) when (failure.Code is "NOPERM" or "ERR")
        {
            return null;
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
