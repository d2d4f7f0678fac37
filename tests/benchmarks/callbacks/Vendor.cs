using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>Both vendors on loopback, equally cheap: give tokens and take answers.</summary>
internal sealed class Vendor : IDisposable
{
    public const string Id = "dingcallback";
    public const string Secret = "a-secret-of-the-app";
    public const string Agent = "1000002";
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _took = [];
    private long _lastAnswerAt;

    public Vendor()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        _ = AcceptAsync();
    }

    public string Url { get; }

    /// <summary>Users whose question was not answered yet.</summary>
    public int Unanswered => _asked.Count;

    /// <summary>When the last answer came, as a timestamp of the stopwatch.</summary>
    public long LastAnswerAt => Interlocked.Read(ref _lastAnswerAt);

    public void Ask(string user, long sentAt) => _asked[user] = sentAt;

    /// <summary>An answer reached this user.</summary>
    public void Take(string user)
    {
        var now = Stopwatch.GetTimestamp();
        if (_asked.TryRemove(user, out var sentAt))
            _took.Add(Stopwatch.GetElapsedTime(sentAt, now).TotalMilliseconds);
        Interlocked.Exchange(ref _lastAnswerAt, now);
    }

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
                await wire.WriteAsync(Answer(request.FirstLine.Split(' ')[1], request.Body));
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            // A host that is stopped.
        }
    }

    private byte[] Answer(string path, byte[] body)
    {
        switch (path.Split('?')[0])
        {
            case "/v1.0/oauth2/accessToken":
                return Response("""{"accessToken":"AT-1","expireIn":7200}""");
            case "/cgi-bin/gettoken":
                return Response("""{"errcode":0,"errmsg":"ok","access_token":"AT-1","expires_in":7200}""");
            case "/robot/sendBySession":
                Take(path[(path.IndexOf('=') + 1)..]);
                return Response("""{"errcode":0,"errmsg":"ok"}""");
            case "/v1.0/robot/oToMessages/batchSend":
                Take(Field(body, "userIds"));
                return Response("""{"processQueryKey":"pqk-1","invalidStaffIdList":[],"flowControlledStaffIdList":[]}""");
            case "/cgi-bin/message/send":
                Take(Field(body, "touser"));
                return Response("""{"errcode":0,"errmsg":"ok","invaliduser":"","invalidparty":"","invalidtag":"","unlicenseduser":"","msgid":"m-1"}""");
            default:
                return Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static string Field(byte[] body, string name)
    {
        using var parsed = JsonDocument.Parse(body);
        var value = parsed.RootElement.GetProperty(name);
        return (value.ValueKind == JsonValueKind.Array ? value[0] : value).GetString()!;
    }

    private static byte[] Response(string json) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
}
