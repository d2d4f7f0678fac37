using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Delivery.DeadLetters;

/// <summary>What was given up of some subjects, for those on whose word it was sent.</summary>
/// <param name="Count">All of it.</param>
/// <param name="Known">Those of them that are among the newest given up, with their reasons.</param>
public sealed record Undelivered(int Count, IReadOnlyList<OutboxEntry> Known)
{
    private static readonly IndexQuery Newest = new(DeadLetterDialog.Index, 200, NewestFirst: true);

    /// <summary>What <see cref="Of"/> looks at; reasons are looked up only when something was given up.</summary>
    public static FactNeeds Needs(TurnFacts facts, params IReadOnlyList<string> subjects) => CountOf(facts, subjects) == 0
        ? new FactNeeds { DeliveryCounts = subjects }
        : new FactNeeds { DeliveryCounts = subjects, Lists = [Newest], Messages = facts.List(Newest) };

    /// <summary>What was given up of these subjects.</summary>
    public static Undelivered Of(TurnFacts facts, params IReadOnlyList<string> subjects)
    {
        OutboxEntry[] known =
        [
            .. facts.List(Newest).Select(facts.Outgoing).OfType<OutboxEntry>()
                .Where(e => e.State == DeliveryState.DeadLettered && e.Message.Subject is { } subject && subjects.Contains(subject)),
        ];
        // One more may be given up between the two looks.
        return new Undelivered(Math.Max(CountOf(facts, subjects), known.Length), known);
    }

    private static int CountOf(TurnFacts facts, IReadOnlyList<string> subjects) =>
        subjects.Sum(s => facts.DeliveryCounts.TryGetValue(s, out var counts) ? counts.GetValueOrDefault(DeliveryState.DeadLettered) : 0);
}
