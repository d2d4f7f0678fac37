using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Conversations;

/// <summary>A verified message of a person, in no channel's syntax.</summary>
public sealed record InboundMessage
{
    /// <summary>Longest text that is read, in characters; longer ones get an answer that says so.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Whose bot.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Channel, conversation and the sender's account there.</summary>
    public required ConversationKey Key { get; init; }

    /// <summary>The channel's id of this message; the same id twice is the same message.</summary>
    public required string MessageId { get; init; }

    /// <summary>What was typed, trimmed; may be empty when a button was pressed.</summary>
    public required string Text { get; init; }

    /// <summary>The pressed button, if any.</summary>
    public BotAction? Action { get; init; }

    /// <summary>The person just opened the conversation and has said nothing yet.</summary>
    public bool IsGreeting { get; init; }

    /// <summary>Where an answer goes. Of a message in a group it is the sender's own conversation with the bot.</summary>
    public required Address ReplyAddress { get; init; }

    /// <summary>Set when it was said in a group; null: the person talks to the bot alone.</summary>
    public GroupTalk? Group { get; init; }

    /// <summary>What the channel's log must show of this message, stored with the turn; null where the platform keeps its own.</summary>
    public LogAppend? Log { get; init; }

    /// <summary>The same entry without what was said, for words that must not be kept.</summary>
    public LogAppend? LogWithoutWords { get; init; }

    /// <summary>Records by which the channel understands the message; they are read together with the conversation.</summary>
    public IReadOnlyList<RecordKey> AlsoRead { get; init; } = [];

    /// <summary>Gives the message as it is meant in the light of what was read (those of <see cref="AlsoRead"/> that exist); null: as it stands.</summary>
    public Func<InboundMessage, IReadOnlyList<StoredRecord>, InboundMessage>? Meant { get; init; }

    /// <summary>Files came with it. No dialog reads them.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Ids under which the channel stored them (<see cref="UploadedFile"/>).</summary>
    public IReadOnlyList<string> FileIds { get; init; } = [];

    /// <summary>It came through the public entrance, where nobody is known and nobody can be told later.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>
    /// Called once, after the commit, with the ids of the answers that were queued: for a platform that wants them in its
    /// own request. They stay in the outbox and are sent by the delivery worker like all others.
    /// </summary>
    public Action<IReadOnlyList<string>>? OnQueued { get; init; }
}
