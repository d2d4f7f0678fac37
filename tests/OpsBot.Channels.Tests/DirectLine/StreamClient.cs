using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Reads a stream frame by frame; a test that waits too long fails.</summary>
internal sealed class StreamClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _timeout = new(Patience);

    public (WebSocketCloseStatus? Status, string? Reason) Closed => (_socket.CloseStatus, _socket.CloseStatusDescription);

    public static async Task<StreamClient> OpenAsync(string streamUrl)
    {
        var client = new StreamClient();
        await client._socket.ConnectAsync(new Uri(streamUrl), client._timeout.Token);
        return client;
    }

    /// <summary>Opens, trying again while the server has no place; the server frees one soon after a stream has closed.</summary>
    public static async Task<StreamClient> OpenWhenFreeAsync(string streamUrl)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var client = new StreamClient();
            try
            {
                await client._socket.ConnectAsync(new Uri(streamUrl), patience.Token);
                return client;
            }
            catch (WebSocketException)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>Says goodbye and waits for the answer.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _timeout.Token);

    /// <summary>The next frame's text; null when the server closed.</summary>
    public async Task<string?> NextFrameAsync()
    {
        var buffer = new byte[8192];
        using var frame = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _timeout.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _timeout.Token);
                return null;
            }
            frame.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(frame.ToArray());
        }
    }

    /// <summary>Activities of the following frames until there are <paramref name="count"/>, and the last watermark.</summary>
    public async Task<(List<JsonObject> Activities, string Watermark)> NextAsync(int count)
    {
        var activities = new List<JsonObject>();
        var watermark = "";
        while (activities.Count < count)
        {
            var frame = await NextFrameAsync() ?? throw new InvalidOperationException($"Closed after {activities.Count} of {count} activities.");
            if (frame.Length == 0)
                continue;
            var set = JsonNode.Parse(frame)!;
            activities.AddRange(set["activities"]!.AsArray().Select(a => a!.AsObject()));
            watermark = set["watermark"]!.GetValue<string>();
        }
        return (activities, watermark);
    }

    public Task SendAsync(byte[] frame, bool end = true) => _socket.SendAsync(frame, WebSocketMessageType.Text, end, _timeout.Token);

    /// <summary>Breaks the connection without a word.</summary>
    public void Cut() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        _timeout.Dispose();
    }
}
