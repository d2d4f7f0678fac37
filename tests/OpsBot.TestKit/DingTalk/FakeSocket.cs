using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace OpsBot.TestKit.DingTalk;

/// <summary>The gateway's end of one stream.</summary>
public sealed class FakeSocket(WebSocket socket)
{
    private readonly Channel<JsonObject> _received = Channel.CreateUnbounded<JsonObject>();
    private int _frames;

    public WebSocketCloseStatus? ClosedWith { get; private set; }

    public async Task<JsonObject> NextAsync() => await _received.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

    /// <summary>Pushes a frame and gives its id.</summary>
    public async Task<string> PushAsync(string type, string topic, JsonObject data, string? id = null, string? eventType = null)
    {
        var messageId = id ?? $"frame-{Interlocked.Increment(ref _frames)}";
        var headers = new JsonObject { ["topic"] = topic, ["messageId"] = messageId, ["contentType"] = "application/json", ["time"] = "1700000000000" };
        if (eventType is not null)
            headers["eventType"] = eventType;
        await SendRawAsync(new JsonObject { ["specVersion"] = "1.0", ["type"] = type, ["headers"] = headers, ["data"] = data.ToJsonString() }.ToJsonString());
        return messageId;
    }

    public Task SendRawAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Closes politely, as the gateway does with an old connection.</summary>
    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>The network is gone.</summary>
    public void Abort() => socket.Abort();

    internal async Task ServeAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
                if (!part.EndOfMessage)
                    continue;
                _received.Writer.TryWrite(JsonNode.Parse(text.ToString())!.AsObject());
                text.Clear();
            }
            ClosedWith = socket.CloseStatus;
        }
        catch (WebSocketException)
        {
            // The other side went away without a word, or the test cut the line.
        }
        _received.Writer.TryComplete();
    }
}
