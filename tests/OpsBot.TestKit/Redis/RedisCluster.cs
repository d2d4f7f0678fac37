namespace OpsBot.TestKit.Redis;

/// <summary>A Cluster of three primaries with one replica each.</summary>
public sealed class RedisCluster : RedisDeployment
{
    private const int Slots = 16384;
    private readonly Dictionary<int, int> _replicaOf = [];
    private readonly Dictionary<int, int> _bus = [];

    public IReadOnlyList<int> Primaries { get; private set; } = [];

    /// <summary>As <c>Redis:Connection</c> wants it.</summary>
    public string Connection => string.Join(',', Primaries.Select(port => $"127.0.0.1:{port}"));

    public int ReplicaOf(int primary) => _replicaOf[primary];

    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster();
        try
        {
            await cluster.FormAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>With the data it had; the Cluster finds out by itself.</summary>
    public Task StartNodeAsync(int port)
    {
        var bus = _bus[port];
        return StartAsync(port, "cluster-enabled yes", $"cluster-port {bus}", "cluster-node-timeout 2000", "cluster-config-file nodes.conf");
    }

    private async Task FormAsync()
    {
        var ports = FreePorts(12);
        for (var i = 0; i < 6; i++)
            _bus[ports[i]] = ports[i + 6];
        var nodes = ports[..6];
        await Task.WhenAll(nodes.Select(StartNodeAsync));
        for (var i = 0; i < 3; i++)
            await AskAsync(nodes[i], $"CLUSTER ADDSLOTSRANGE {i * Slots / 3} {((i + 1) * Slots / 3) - 1}");
        for (var i = 1; i < 6; i++)
        {
            await AskAsync(nodes[i], $"CLUSTER SET-CONFIG-EPOCH {i + 1}");
            await AskAsync(nodes[0], $"CLUSTER MEET 127.0.0.1 {nodes[i]} {_bus[nodes[i]]}");
        }
        await UntilAsync(async () => (await Task.WhenAll(nodes.Select(node => AskAsync(node, "CLUSTER INFO")))).All(info => info.Contains("cluster_known_nodes:6", StringComparison.Ordinal) && info.Contains("cluster_state:ok", StringComparison.Ordinal)), "six nodes know each other");
        for (var i = 0; i < 3; i++)
        {
            var id = await AskAsync(nodes[i], "CLUSTER MYID");
            await UntilAsync(async () => await AskAsync(nodes[i + 3], $"CLUSTER REPLICATE {id}") == "+OK", "a replica knows its primary");
            _replicaOf[nodes[i]] = nodes[i + 3];
        }
        Primaries = nodes[..3];
        await UntilAsync(async () => (await Task.WhenAll(Primaries.Select(node => AskAsync(node, "INFO replication")))).All(info => info.Contains("state=online", StringComparison.Ordinal)), "replicas follow");
        await UntilAsync(async () => (await Task.WhenAll(nodes.Select(node => AskAsync(node, "CLUSTER NODES")))).All(view => view.Split("slave ").Length == 4), "all know who is a replica");
    }

    private static int[] FreePorts(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
            ports.Add(LoopbackPort.Free());
        return [.. ports];
    }
}
