using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Benchmarks.Turn;

/// <summary>The channel's side on loopback, the same and equally cheap for all: publishes keys, gives tokens, takes answers.</summary>
internal sealed class LocalPlatform : IDisposable
{
    private static readonly byte[] Taken = Answer("""{"id":"r-1"}""");
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _took = [];
    private readonly Issuer _issuer = new();
    private long _lastAnswerAt;
    private int _surplus;

    public LocalPlatform()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        Token = _issuer.ChannelToken(Url);
        _ = AcceptAsync();
    }

    public string Url { get; }

    /// <summary>What the channel sends with every activity, as Microsoft's does for an hour or more.</summary>
    public string Token { get; }

    /// <summary>Messages that were not answered yet.</summary>
    public int Unanswered => _asked.Count;

    /// <summary>Answers that nobody waits for: said twice.</summary>
    public int Surplus => _surplus;

    /// <summary>When the last answer came, as a timestamp of the stopwatch.</summary>
    public long LastAnswerAt => Interlocked.Read(ref _lastAnswerAt);

    public void Ask(string activityId, long sentAt) => _asked[activityId] = sentAt;

    /// <summary>How long the answers took since their question was sent, in milliseconds; forgets them.</summary>
    public double[] TakeDurations()
    {
        var all = _took.ToArray();
        _took.Clear();
        _asked.Clear();
        return all;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            var socket = await _listener.AcceptAsync();
            socket.NoDelay = true;
            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var own = socket;
        var wire = new HttpWire(socket);
        try
        {
            while (await wire.ReadAsync() is { } request)
            {
                var line = Encoding.ASCII.GetString(request.FirstLine.Span).Split(' ');
                await wire.WriteAsync(line[1].StartsWith("/v3/", StringComparison.Ordinal) ? Take(line[1]) : Answer(_issuer.Answer(Url, line[1])));
            }
        }
        catch (SocketException)
        {
            // A peer that is stopped.
        }
    }

    // /v3/conversations/{conversation}/activities/{id of the question}
    private byte[] Take(string path)
    {
        var id = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        var now = Stopwatch.GetTimestamp();
        if (_asked.TryRemove(id, out var sentAt))
            _took.Add(Stopwatch.GetElapsedTime(sentAt, now).TotalMilliseconds);
        else
            Interlocked.Increment(ref _surplus);
        Interlocked.Exchange(ref _lastAnswerAt, now);
        return Taken;
    }

    private static byte[] Answer(string json) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
}
