using System.Globalization;

namespace OpsBot.Benchmarks.Turn;

/// <summary>The medians as a table, with the ratios that matter.</summary>
internal static class Report
{
    public static void Print(Settings settings, IReadOnlyList<Row> rows)
    {
        Console.WriteLine($"Medians of {settings.Rounds} rounds of {settings.Seconds} s, peers in turn; appendfsync {settings.Fsync}; milliseconds; CPU of the server's process for each turn.");
        Console.WriteLine("| connections | peer | turns/s | p50 of the 200 | p99 | p50 of the answer | p99 | CPU | CPU of Redis |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var group in rows.GroupBy(row => row.Connections))
        {
            foreach (var peer in group.GroupBy(row => row.Peer))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group.Key} | {peer.Key} | {Median(peer, r => r.Seen.PerSecond):F0} | {P(peer, r => r.Seen.Posted, 0.5):F2} | {P(peer, r => r.Seen.Posted, 0.99):F2} | {P(peer, r => r.Seen.Answered, 0.5):F2} | {P(peer, r => r.Seen.Answered, 0.99):F2} | {Median(peer, r => r.Cpu):F3} | {Median(peer, r => r.RedisCpu):F3} |"));
            var peers = group.GroupBy(row => row.Peer).ToDictionary(peer => peer.Key, peer => peer.ToArray());
            foreach (var other in peers.Keys.Where(name => name != "opsbot" && peers.ContainsKey("opsbot")))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key} connections, OpsBot beside {other}: {Median(peers["opsbot"], r => r.Seen.PerSecond) / Median(peers[other], r => r.Seen.PerSecond):F2} times the turns, {Median(peers["opsbot"], r => r.Cpu) / Median(peers[other], r => r.Cpu):F3} of the CPU, p99 {P(peers["opsbot"], r => r.Seen.Posted, 0.99):F2} against p50 {P(peers[other], r => r.Seen.Posted, 0.5):F2} ms"));
        }
    }

    private static double P(IEnumerable<Row> rows, Func<Row, double[]> values, double part) => Median(rows, row => Measurement.Percentile(values(row), part));

    private static double Median(IEnumerable<Row> rows, Func<Row, double> value)
    {
        var sorted = rows.Select(value).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
