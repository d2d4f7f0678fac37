using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Conversations;

/// <summary>What a dialog's step decided.</summary>
/// <param name="Conversation">The conversation after the turn.</param>
/// <param name="Replies">Answers to the sender, in order.</param>
public sealed record TurnResult(Conversation Conversation, IReadOnlyList<MessageContent> Replies)
{
    /// <summary>What else is written.</summary>
    public Effects Effects { get; init; } = Effects.None;

    /// <summary>The person spoke freely, outside a dialog: where that lies is remembered, as it may be a report's beginning.</summary>
    public bool IsFreeSpeech { get; init; }

    /// <summary>What the person said in this turn is not kept either: the log shows only that something was said.</summary>
    public bool KeepsNoWords { get; init; }
}
