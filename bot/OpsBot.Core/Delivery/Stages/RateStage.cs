using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.Stages;

/// <summary>Waits when a bucket has no token. A shortage defers; it never drops and is no attempt.</summary>
public sealed class RateStage : IDeliveryStage
{
    /// <summary>Code of this stage's hold.</summary>
    public const string Reason = "over_rate";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts) => facts.Permit is { Answer: SendAnswer.OverRate } permit
        ? new StageDecision.Hold(facts.Now + permit.Wait, Reason, DeliveryTexts.InTurn) { State = DeliveryState.Queued }
        : StageDecision.Pass;
}
