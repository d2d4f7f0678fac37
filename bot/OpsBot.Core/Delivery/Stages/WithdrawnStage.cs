namespace OpsBot.Core.Delivery.Stages;

/// <summary>What was withdrawn, or is settled already, never arrives late.</summary>
public sealed class WithdrawnStage : IDeliveryStage
{
    /// <summary>Code of this stage's stop.</summary>
    public const string Reason = "withdrawn";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts) =>
        facts.Withdrawn || facts.Permit?.Answer == SendAnswer.Withdrawn ? new StageDecision.Stop(DeliveryState.Withdrawn, Reason) : StageDecision.Pass;
}
