using System.Collections.Concurrent;
namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// The requests of this process that wait for their answers in the response. The delivery worker hands answers over here;
/// when the request has gone, or another process delivers, they go out by the connector as usual.
/// </summary>
internal sealed class InlineReplies
{
    private readonly ConcurrentDictionary<(string Conversation, string Message), InlineExchange> _open = new();

    /// <summary>Begins to wait; null: the same message is being waited for already.</summary>
    public InlineExchange? Open(string conversation, string message)
    {
        var exchange = new InlineExchange(ended => _open.TryRemove(new((conversation, message), ended)));
        return _open.TryAdd((conversation, message), exchange) ? exchange : null;
    }

    /// <summary>True when a waiting request took the activity.</summary>
    public bool TryGive(string conversation, string? replyTo, string messageId, ReadOnlyMemory<byte> activity) =>
        replyTo is not null && _open.TryGetValue((conversation, replyTo), out var exchange) && exchange.Give(messageId, activity);
}
