namespace OpsBot.Core.Delivery.Stages;

/// <summary>
/// Lifts working time for an override message: approved by a second person, for this subject and this recipient's units, not
/// ended, and within its life. Whatever is missing or does not fit lifts nothing, and the message waits like any other.
/// </summary>
public sealed class OverrideStage : IDeliveryStage
{
    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts) => Lifts(facts) ? new StageDecision.Lift(facts.Override!.Id) : StageDecision.Pass;

    /// <summary>True when the facts hold a valid override for this message at this instant.</summary>
    public static bool Lifts(DeliveryFacts facts) =>
        facts.Message.Class == MessageClass.Override
        && facts.Override is { } item
        && item.Id == facts.Message.OverrideId
        && item.Covers(facts.Message.Subject, facts.RecipientUnits)
        && item.LiftsAt(facts.Now);
}
