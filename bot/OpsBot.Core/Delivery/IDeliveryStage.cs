namespace OpsBot.Core.Delivery;

/// <summary>One question of the gate; pure.</summary>
public interface IDeliveryStage
{
    /// <summary>Answers it for this attempt.</summary>
    StageDecision Decide(DeliveryFacts facts);
}
