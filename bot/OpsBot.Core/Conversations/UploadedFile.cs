using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// A file that was sent in a conversation, on a channel that keeps files with us. Only that conversation may read it, and
/// it is deleted at its time: nothing else refers to it.
/// </summary>
public sealed record UploadedFile
{
    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<UploadedFile> Kind = new("upload");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The conversation it belongs to.</summary>
    public required string ConversationId { get; init; }

    /// <summary>How it is called; no folders and nothing invisible.</summary>
    public required string Name { get; init; }

    /// <summary>What it is by its own bytes, not by what the sender said.</summary>
    public required string ContentType { get; init; }

    /// <summary>All of it.</summary>
    public required byte[] Content { get; init; }
}
