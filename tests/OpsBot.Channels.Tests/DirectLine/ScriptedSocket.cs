using System.Net.WebSockets;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>A socket whose peer sends frames of any kind and length in any parts, and then closes or breaks.</summary>
internal sealed class ScriptedSocket(Mutator mutator) : WebSocket
{
    private WebSocketState _state = WebSocketState.Open;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        switch (mutator.Random.Next(8))
        {
            case 0:
                _state = WebSocketState.CloseReceived;
                return ValueTask.FromResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));
            case 1:
                _state = WebSocketState.Aborted;
                throw new WebSocketException(WebSocketError.InvalidMessageType);
            default:
                var bytes = mutator.Next();
                var length = Math.Min(bytes.Length, buffer.Length);
                bytes.AsSpan(0, length).CopyTo(buffer.Span);
                return ValueTask.FromResult(new ValueWebSocketReceiveResult(length, (WebSocketMessageType)mutator.Random.Next(2), mutator.Random.Next(2) == 0));
        }
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        _state == WebSocketState.Open ? Task.CompletedTask : throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Abort() => _state = WebSocketState.Aborted;

    public override void Dispose()
    {
    }
}
