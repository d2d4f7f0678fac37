using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Benchmarks.Turn;

/// <summary>Posts activities over so many connections, each the next one when its 200 has come.</summary>
internal sealed class LoadClient(LocalPlatform platform, int port, string[] texts)
{
    // As many that no conversation exceeds what it may post.
    private const int Conversations = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _run;

    public async Task<Measurement> RunAsync(int connections, TimeSpan time)
    {
        platform.TakeDurations();
        var run = Interlocked.Increment(ref _run);
        var surplus = platform.Surplus;
        var start = Stopwatch.GetTimestamp();
        var seats = await Task.WhenAll(Enumerable.Range(0, connections).Select(seat => Task.Run(() => SitAsync(run, seat, connections, start, time))));
        var posted = seats.SelectMany(seat => seat.Took).ToArray();
        // A turn counts with its answer, so what is still under way is waited for and its time counts.
        var drained = Stopwatch.GetTimestamp();
        while (platform.Unanswered > 0 && Stopwatch.GetElapsedTime(drained) < Patience)
            await Task.Delay(2);
        var unanswered = platform.Unanswered;
        var end = Math.Max(drained, platform.LastAnswerAt);
        return new Measurement(Stopwatch.GetElapsedTime(start, end).TotalSeconds, posted, platform.TakeDurations())
        {
            Refused = seats.Sum(seat => seat.Refused),
            Unanswered = unanswered,
            Surplus = platform.Surplus - surplus,
        };
    }

    private async Task<(List<double> Took, int Refused)> SitAsync(int run, int seat, int connections, long start, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var wire = new HttpWire(socket);
        var (took, refused) = (new List<double>(16 * 1024), 0);
        for (var n = 0; Stopwatch.GetElapsedTime(start) < time; n++)
        {
            var id = $"m{run}-{seat}-{n}";
            var request = Request(id, (seat + (n * connections)) % Conversations, texts[n % texts.Length]);
            var sentAt = Stopwatch.GetTimestamp();
            platform.Ask(id, sentAt);
            await wire.WriteAsync(request);
            var answer = await wire.ReadAsync() ?? throw new IOException("The server closed the connection.");
            took.Add(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
            if (!answer.FirstLine.Span.StartsWith("HTTP/1.1 20"u8))
                refused++;
        }
        return (took, refused);
    }

    private byte[] Request(string id, int conversation, string text)
    {
        var body = $$"""{"type":"message","id":"{{id}}","timestamp":"{{TimeProvider.System.GetUtcNow():O}}","serviceUrl":"{{platform.Url}}","channelId":"webchat","from":{"id":"u{{conversation}}","name":"张三"},"conversation":{"id":"c{{conversation}}"},"recipient":{"id":"bot@bench","name":"OpsBot"},"textFormat":"plain","locale":"zh-CN","text":"{{text}}","channelData":{"clientActivityID":"{{id}}"},"entities":[{"type":"ClientCapabilities","requiresBotState":true,"supportsListening":true}]}""";
        return Encoding.UTF8.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {platform.Token}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
