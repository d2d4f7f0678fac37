using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>What a dialog must see before it can take its step.</summary>
public sealed record FactNeeds
{
    /// <summary>Nothing beyond the conversation.</summary>
    public static FactNeeds None { get; } = new();

    /// <summary>Records by key.</summary>
    public IReadOnlyList<RecordKey> Records { get; init; } = [];

    /// <summary>Index listings.</summary>
    public IReadOnlyList<IndexQuery> Lists { get; init; } = [];

    /// <summary>Subjects whose messages are counted by state.</summary>
    public IReadOnlyList<string> DeliveryCounts { get; init; } = [];
}
