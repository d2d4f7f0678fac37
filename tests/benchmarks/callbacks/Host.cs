namespace OpsBot.Benchmarks.Callbacks;

/// <summary>One checkout under measurement, with its own Redis.</summary>
internal sealed class Host : IDisposable
{
    private readonly Server _redis;
    private readonly Server _bot;

    private Host(string name, Server redis, Server bot) => (Name, _redis, _bot) = (name, redis, bot);

    public string Name { get; }

    public int Port => _bot.Port;

    /// <summary>CPU of the bot and of its Redis, in seconds.</summary>
    public (double Bot, double Redis) Cpu => (_bot.CpuSeconds, _redis.CpuSeconds);

    public static async Task<Host> StartAsync(string name, string checkout, string folder, Vendor vendor, Scenario scenario)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var redis = Server.Start("redis", own, "redis-server",
            port => ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0", "--dir", own]);
        await Task.Delay(500);
        var settings = new Dictionary<string, string>(scenario.Settings)
        {
            ["Redis__Connection"] = $"127.0.0.1:{redis.Port}",
            ["DingTalk__ClientId"] = Vendor.Id,
            ["DingTalk__ClientSecret"] = Vendor.Secret,
            ["DingTalk__ApiBase"] = vendor.Url,
            ["DingTalk__LegacyBase"] = vendor.Url,
            ["WeCom__CorpId"] = Vendor.Id,
            ["WeCom__AgentId"] = Vendor.Agent,
            ["WeCom__Secret"] = Vendor.Secret,
            ["WeCom__Token"] = Envelope.Token,
            ["WeCom__EncodingAESKey"] = Envelope.AesKey,
            ["WeCom__ApiBase"] = vendor.Url,
            ["Directory__File"] = Path.Combine(checkout, "manifests/packs/demo/directory.json"),
        };
        var bot = Server.Start("bot", own, "dotnet",
            port => [Path.Combine(checkout, "bot/OpsBot.Web/bin/Release/net10.0/opsbot.dll"), "--urls", $"http://127.0.0.1:{port}", "--data", Path.Combine(own, "data"), "--packs", Packs(checkout, own)],
            settings);
        var host = new Host(name, redis, bot);
        await bot.ReadyAsync();
        return host;
    }

    public void Dispose()
    {
        _bot.Dispose();
        _redis.Dispose();
    }

    // The vendors' published limits would be measured instead of the bot.
    private static string Packs(string checkout, string own)
    {
        var (from, to) = (Path.Combine(checkout, "manifests/packs"), Path.Combine(own, "packs"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var limits = Path.Combine(to, "general/channels.json");
        File.WriteAllText(limits, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(limits), "\"count\": \\d+, \"seconds\": \\d+, \"burst\": \\d+", "\"count\": 10000000, \"seconds\": 1, \"burst\": 1000000"));
        return to;
    }
}
