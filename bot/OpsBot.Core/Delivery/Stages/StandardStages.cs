namespace OpsBot.Core.Delivery.Stages;

/// <summary>The one place that says which stages the gate has, and in which order.</summary>
public static class StandardStages
{
    /// <summary>What is no longer wanted is sorted out first, so that nothing is held in vain.</summary>
    public static IReadOnlyList<IDeliveryStage> InOrder { get; } = [new WithdrawnStage(), new ExpiryStage(), new WorkingTimeStage()];
}
