using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Regulations.Model;

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

    /// <summary>Messages of the outbox by id.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Interruptions of a person on a day.</summary>
    public IReadOnlyList<BurdenQuery> BurdenDays { get; init; } = [];

    /// <summary>Months (<c>2026-11</c>) whose interruptions are counted by sender unit.</summary>
    public IReadOnlyList<string> BurdenMonths { get; init; } = [];

    /// <summary>Sentences that an optional language model may reword; looked at only where <see cref="TurnFacts.HasModel"/>.</summary>
    public IReadOnlyList<PolishRequest> Rewordings { get; init; } = [];
}
