using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Circulars;

/// <summary>What one turn said to the sender and queued for others.</summary>
internal sealed record CircularTurn(IReadOnlyList<MessageContent> Replies, IReadOnlyList<OutboundMessage> Others)
{
    public string Text => string.Join('\n', Replies.Select(r => r.Text));

    public MessageContent Last => Replies[^1];
}
