using System.Net;
using System.Net.Sockets;

namespace OpsBot.Benchmarks.Turn;

/// <summary>Starts everything on loopback, measures the peers in turn, prints the medians and the ratios.</summary>
internal static class Comparison
{
    // Until the compiler has seen what is hot.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("turn-bench-").FullName;
        using var platform = new LocalPlatform();
        var running = new List<Peer>();
        try
        {
            var redis = StartRedis(settings, folder);
            running.Add(redis);
            await Task.Delay(500);
            var peers = new List<Peer>();
            foreach (var name in settings.Peers)
            {
                var peer = Start(name, settings, folder, platform.Url, redis.Port);
                running.Add(peer);
                peers.Add(await peer.ReadyAsync());
            }
            var rows = new List<Row>();
            foreach (var peer in peers)
                foreach (var connections in settings.Connections)
                    await new LoadClient(platform, peer.Port, settings.Texts).RunAsync(connections, WarmUp);
            for (var round = 0; round < settings.Rounds; round++)
                foreach (var connections in settings.Connections)
                    foreach (var peer in peers)
                        rows.Add(await MeasureAsync(peer, redis, platform, settings, connections));
            Report.Print(settings, rows);
            return rows.Any(row => row.Seen.Refused + row.Seen.Unanswered > 0) ? 1 : 0;
        }
        finally
        {
            foreach (var peer in Enumerable.Reverse(running))
                peer.Dispose();
            Console.Error.WriteLine($"Logs: {folder}");
        }
    }

    private static async Task<Row> MeasureAsync(Peer peer, Peer redis, LocalPlatform platform, Settings settings, int connections)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var (own, store, load) = (peer.CpuSeconds, redis.CpuSeconds, self.TotalProcessorTime.TotalSeconds);
        var seen = await new LoadClient(platform, peer.Port, settings.Texts).RunAsync(connections, TimeSpan.FromSeconds(settings.Seconds));
        self.Refresh();
        var turns = Math.Max(1, seen.Answered.Length) / 1000.0;
        var row = new Row(
            peer.Name, connections, seen, (peer.CpuSeconds - own) / turns, (redis.CpuSeconds - store) / turns, (self.TotalProcessorTime.TotalSeconds - load) / turns);
        Console.Error.WriteLine(row);
        return row;
    }

    private static Peer StartRedis(Settings settings, string folder)
    {
        var port = FreePort();
        return Peer.Start("redis", port, folder, "redis-server",
            ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", settings.Fsync, "--auto-aof-rewrite-percentage", "0", "--dir", folder]);
    }

    private static Peer Start(string name, Settings settings, string folder, string platform, int redisPort)
    {
        var port = FreePort();
        var here = Path.Combine(settings.Root, "tests/benchmarks/turn");
        return name switch
        {
            "opsbot" => Peer.Start(name, port, folder, "dotnet",
                [Path.Combine(settings.Root, "bot/OpsBot.Web/bin/Release/net10.0/opsbot.dll"), "--urls", $"http://127.0.0.1:{port}", "--data", Path.Combine(folder, "data")],
                new Dictionary<string, string>
                {
                    ["Redis__Connection"] = $"127.0.0.1:{redisPort}",
                    ["Redis__AcceptLossOnPowerCut"] = settings.Fsync == "always" ? "false" : "true",
                    ["BotFramework__AppId"] = Issuer.App,
                    ["BotFramework__AppPassword"] = "a-secret",
                    ["BotFramework__ChannelMetadataUrl"] = $"{platform}/metadata",
                    ["BotFramework__EmulatorMetadataUrl"] = $"{platform}/metadata",
                    ["BotFramework__LoginUrl"] = $"{platform}/login",
                    ["BotFramework__AllowLoopback"] = "true",
                    ["Directory__File"] = Path.Combine(settings.Root, "manifests/packs/demo/directory.json"),
                }),
            "botbuilder" => Peer.Start(name, port, folder, "node", [Path.Combine(here, "botbuilder-bot.mjs"), $"{port}", $"{redisPort}", platform, Issuer.App],
                new Dictionary<string, string> { ["NODE_ENV"] = "production" }),
            "botbuilder-net" => Peer.Start(name, port, folder, "dotnet", [typeof(Comparison).Assembly.Location, name, $"{port}", $"{redisPort}", platform, Issuer.App],
                new Dictionary<string, string> { ["SSL_CERT_FILE"] = Path.Combine(folder, "botbuilder-net.pem") }),
            "bare" => Peer.Start(name, port, folder, "dotnet", [typeof(Comparison).Assembly.Location, "bare", $"{port}", $"{redisPort}"]),
            _ => throw new ArgumentException($"There is no peer '{name}'."),
        };
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
