using System.Collections.Concurrent;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.Tests.DingTalk;

/// <summary>Stands behind the door and remembers what came in, each message once.</summary>
internal sealed class TurnRecorder
{
    private readonly ConcurrentDictionary<string, bool> _taken = new();

    public ConcurrentQueue<InboundMessage> Received { get; } = new();

    /// <summary>How often the door was knocked at.</summary>
    public int Knocks => _knocks;

    /// <summary>Set: asked first; null goes on.</summary>
    public Func<InboundMessage, Task<TurnOutcome?>>? Instead { get; set; }

    private int _knocks;

    public async Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _knocks);
        if (Instead is { } instead && await instead(message) is { } outcome)
            return outcome;
        if (!_taken.TryAdd($"{message.Key}/{message.MessageId}", true))
            return TurnOutcome.Duplicate;
        Received.Enqueue(message);
        return TurnOutcome.Accepted;
    }
}
