namespace OpsBot.Core.Delivery.Stages;

/// <summary>The one place that says which stages the gate has, and in which order.</summary>
public static class StandardStages
{
    /// <summary>
    /// The stages that time and the recipient decide, known at the moment of queueing: what is no longer wanted is sorted
    /// out first, so that nothing is held in vain.
    /// </summary>
    public static IReadOnlyList<IDeliveryStage> OfTime { get; } =
    [
        new WithdrawnStage(),
        new ExpiryStage(),
        new DuplicateStage(),
        new OverrideStage(),
        new WorkingTimeStage(),
    ];

    /// <summary>All stages. Budgets come last, because a message that is held or stopped takes nothing.</summary>
    public static IReadOnlyList<IDeliveryStage> InOrder(DeliveryRules rules) =>
    [
        .. OfTime,
        new OpeningSpreadStage(rules.Channels),
        new BurdenStage(),
        new RateStage(),
    ];
}
