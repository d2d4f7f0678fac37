namespace OpsBot.Core.Delivery.Stages;

/// <summary>
/// Holds whatever brings work until the recipient's next opening. Only answers to the person's own act pass at any hour.
/// </summary>
/// <remarks>
/// An override waits as well: a message does not carry its ground, its approver and its approved expiry, so there is
/// nothing here to check, and what cannot be checked is held. A class added later is held until it is named here.
/// </remarks>
public sealed class WorkingTimeStage : IDeliveryStage
{
    /// <summary>Code of this stage's hold.</summary>
    public const string Reason = "outside_working_time";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts)
    {
        if (facts.Message.Class is MessageClass.Reply or MessageClass.Receipt || facts.QuietHours.IsOpen(facts.Now))
            return StageDecision.Pass;
        var explanation = facts.QuietHours.Explain(facts.Now);
        return new StageDecision.Hold(explanation.NextOpening, Reason, explanation.Text);
    }
}
