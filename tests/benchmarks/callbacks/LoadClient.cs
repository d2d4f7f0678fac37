using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>Posts callbacks over so many connections, each the next one when its response has come.</summary>
internal sealed class LoadClient(Vendor vendor, Scenario scenario, int port)
{
    // Many, so that a user is asked again only long after the answer.
    private const int UsersOfSeat = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _run;

    public async Task<Measurement> RunAsync(int connections, TimeSpan time)
    {
        vendor.TakeDurations();
        var run = Interlocked.Increment(ref _run);
        var start = Stopwatch.GetTimestamp();
        var seats = await Task.WhenAll(Enumerable.Range(0, connections).Select(seat => Task.Run(() => SitAsync(run, seat, start, time))));
        // A turn counts with its answer, so what is still under way is waited for and its time counts.
        var drained = Stopwatch.GetTimestamp();
        while (vendor.Unanswered > 0 && Stopwatch.GetElapsedTime(drained) < Patience)
            await Task.Delay(2);
        var unanswered = vendor.Unanswered;
        var end = Math.Max(drained, vendor.LastAnswerAt);
        return new Measurement(Stopwatch.GetElapsedTime(start, end).TotalSeconds, [.. seats.SelectMany(s => s.Took)], vendor.TakeDurations(), seats.Sum(s => s.Refused), unanswered);
    }

    private async Task<(List<double> Took, int Refused)> SitAsync(int run, int seat, long start, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var wire = new HttpWire(socket);
        var (took, refused) = (new List<double>(16 * 1024), 0);
        for (var n = 0; Stopwatch.GetElapsedTime(start) < time; n++)
        {
            var user = $"u{seat}x{n % UsersOfSeat}";
            var request = Request(user, $"7{run:D3}{seat:D3}{n:D7}");
            var sentAt = Stopwatch.GetTimestamp();
            vendor.Ask(user, sentAt);
            await wire.WriteAsync(request);
            var (line, body) = await wire.ReadAsync() ?? throw new IOException("The host closed the connection.");
            took.Add(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
            if (!line.StartsWith("HTTP/1.1 20", StringComparison.Ordinal))
                refused++;
            else if (scenario.AnswersInResponse && body.Length > 0)
                vendor.Take(user);
        }
        return (took, refused);
    }

    private byte[] Request(string user, string id)
    {
        var (query, headers, body) = scenario.Body(user, id, vendor.Url);
        return Encoding.UTF8.GetBytes($"POST {scenario.Path}{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
