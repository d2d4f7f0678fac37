using System.Globalization;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>Starts everything on loopback, measures the checkouts in turn, prints the medians and the ratios.</summary>
internal static class Comparison
{
    // Until the compiler has seen what is hot.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("callback-bench-").FullName;
        Console.WriteLine($"Medians of {settings.Rounds} rounds of {settings.Seconds} s, the first one changing; appendfsync always; milliseconds; CPU for each turn.");
        Console.WriteLine("| scenario | connections | checkout | turns/s | p50 of the 200 | p99 | p50 of the answer | p99 | CPU | CPU of Redis |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var isWhole = true;
        foreach (var scenario in settings.Scenarios)
            isWhole &= await MeasureAsync(settings, scenario, folder);
        Console.Error.WriteLine($"Logs: {folder}");
        return isWhole ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Settings settings, string scenario, string folder)
    {
        using var vendor = new Vendor();
        var hosts = new List<Host>();
        try
        {
            foreach (var (name, checkout) in Checkouts(settings))
                hosts.Add(await Host.StartAsync(name, checkout, Path.Combine(folder, scenario), vendor, Scenario.All[scenario]));
            foreach (var host in hosts)
                foreach (var connections in settings.Connections)
                    await new LoadClient(vendor, Scenario.All[scenario], host.Port).RunAsync(connections, WarmUp);
            var rows = new List<Row>();
            for (var round = 0; round < settings.Rounds; round++)
                foreach (var connections in settings.Connections)
                    foreach (var host in round % 2 == 0 ? hosts : Enumerable.Reverse(hosts))
                        rows.Add(await MeasureAsync(host, vendor, scenario, connections, settings.Seconds));
            foreach (var connections in settings.Connections)
                Print(scenario, connections, rows);
            return rows.All(row => row.Seen.Refused + row.Seen.Unanswered == 0);
        }
        finally
        {
            hosts.ForEach(host => host.Dispose());
        }
    }

    private static async Task<Row> MeasureAsync(Host host, Vendor vendor, string scenario, int connections, int seconds)
    {
        var before = host.Cpu;
        var seen = await new LoadClient(vendor, Scenario.All[scenario], host.Port).RunAsync(connections, TimeSpan.FromSeconds(seconds));
        var (after, turns) = (host.Cpu, Math.Max(1, seen.Answered.Length) / 1000.0);
        var row = new Row(host.Name, connections, seen, (after.Bot - before.Bot) / turns, (after.Redis - before.Redis) / turns);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario} {row.Host} c={connections} {seen.PerSecond:F0}/s cpu={row.Cpu:F3} redis={row.RedisCpu:F3} refused={seen.Refused} unanswered={seen.Unanswered}"));
        return row;
    }

    private static IEnumerable<(string Name, string Checkout)> Checkouts(Settings settings)
    {
        yield return ("this", settings.Root);
        if (settings.Baseline is { } other)
            yield return ("baseline", other);
    }

    private static void Print(string scenario, int connections, IEnumerable<Row> all)
    {
        var hosts = all.Where(row => row.Connections == connections).GroupBy(row => row.Host).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var (name, rows) in hosts)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {scenario} | {connections} | {name} | {Median(rows, r => r.Seen.PerSecond):F0} | {P(rows, r => r.Seen.Posted, 0.5):F2} | {P(rows, r => r.Seen.Posted, 0.99):F2} | {P(rows, r => r.Seen.Answered, 0.5):F2} | {P(rows, r => r.Seen.Answered, 0.99):F2} | {Median(rows, r => r.Cpu):F4} | {Median(rows, r => r.RedisCpu):F4} |"));
        if (hosts.TryGetValue("baseline", out var old))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario}, {connections} connections: this has {Median(hosts["this"], r => r.Seen.PerSecond) / Median(old, r => r.Seen.PerSecond):F3} of the baseline's turns and {Median(hosts["this"], r => r.Cpu) / Median(old, r => r.Cpu):F3} of its CPU a turn"));
    }

    private static double P(IEnumerable<Row> rows, Func<Row, double[]> values, double part) => Median(rows, row => Measurement.Percentile(values(row), part));

    private static double Median(IEnumerable<Row> rows, Func<Row, double> value)
    {
        var sorted = rows.Select(value).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
