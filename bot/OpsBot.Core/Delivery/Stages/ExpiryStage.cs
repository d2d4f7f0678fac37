namespace OpsBot.Core.Delivery.Stages;

/// <summary>Stops what is past its time; the instant of expiry itself still passes.</summary>
public sealed class ExpiryStage : IDeliveryStage
{
    /// <summary>Code of this stage's stop.</summary>
    public const string Reason = "expired";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts) =>
        facts.Now > facts.Message.ExpiresAt ? new StageDecision.Stop(DeliveryState.Expired, Reason) : StageDecision.Pass;
}
