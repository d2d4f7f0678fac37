namespace OpsBot.TestKit.Redis;

/// <summary>A primary with two replicas, watched by three Sentinels.</summary>
public sealed class RedisSentinels : RedisDeployment
{
    private const string Service = "opsbot";
    private int[] _sentinels = [];

    public int Primary { get; private set; }

    public IReadOnlyList<int> Replicas { get; private set; } = [];

    /// <summary>As <c>Redis:Connection</c> wants it.</summary>
    public string Connection => string.Join(',', _sentinels.Select(port => $"127.0.0.1:{port}")) + ",serviceName=" + Service;

    public static async Task<RedisSentinels> StartAsync()
    {
        var sentinels = new RedisSentinels();
        try
        {
            await sentinels.FormAsync();
            return sentinels;
        }
        catch
        {
            await sentinels.DisposeAsync();
            throw;
        }
    }

    private Task StartServerAsync(int port) => StartAsync(port);

    private async Task FormAsync()
    {
        var ports = new HashSet<int>();
        while (ports.Count < 6)
            ports.Add(LoopbackPort.Free());
        (Primary, Replicas, _sentinels) = (ports.First(), [.. ports.Skip(1).Take(2)], [.. ports.Skip(3)]);
        await StartServerAsync(Primary);
        await Task.WhenAll(Replicas.Select(port => StartAsync(port, $"replicaof 127.0.0.1 {Primary}")));
        await UntilAsync(async () => (await AskAsync(Primary, "INFO replication")).Split("state=online").Length == 3, "both replicas follow");
        await Task.WhenAll(_sentinels.Select(port => StartAsync(
            port, $"sentinel monitor {Service} 127.0.0.1 {Primary} 2", $"sentinel down-after-milliseconds {Service} 1000", $"sentinel failover-timeout {Service} 5000")));
        await UntilAsync(
            async () => (await Task.WhenAll(_sentinels.Select(port => AskAsync(port, "INFO sentinel")))).All(info => info.Contains("status=ok", StringComparison.Ordinal)
                && info.Contains("slaves=2", StringComparison.Ordinal) && info.Contains("sentinels=3", StringComparison.Ordinal)),
            "the Sentinels know each other");
    }
}
