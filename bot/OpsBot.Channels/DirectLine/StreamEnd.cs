using System.Net.WebSockets;

namespace OpsBot.Channels.DirectLine;

/// <summary>Why a stream is closed, as the client is told.</summary>
internal sealed record StreamEnd(WebSocketCloseStatus Status, string Reason)
{
    public static StreamEnd ByClient { get; } = new(WebSocketCloseStatus.NormalClosure, "bye");

    /// <summary>A newer stream of the same conversation took over.</summary>
    public static StreamEnd Collision { get; } = new(WebSocketCloseStatus.NormalClosure, "collision");

    public static StreamEnd ShuttingDown { get; } = new(WebSocketCloseStatus.EndpointUnavailable, "shutting down");

    public static StreamEnd StoreAway { get; } = new(WebSocketCloseStatus.InternalServerError, "store unavailable");

    public static StreamEnd FrameTooBig { get; } = new(WebSocketCloseStatus.MessageTooBig, "frame too big");

    /// <summary>The connection broke or the client does not read.</summary>
    public static StreamEnd Lost { get; } = new(WebSocketCloseStatus.NormalClosure, "lost");
}
