using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>A client ended the conversation: nothing more can be posted, what was said can still be read.</summary>
internal sealed record ConversationEnd
{
    /// <summary>How it is stored; the id is the conversation's.</summary>
    public static readonly RecordKind<ConversationEnd> Kind = new("directline-end");

    /// <summary>Longer than any token of it is refreshed in practice and than its log is kept.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;
}
