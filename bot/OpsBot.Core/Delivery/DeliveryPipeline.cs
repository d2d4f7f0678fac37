namespace OpsBot.Core.Delivery;

/// <summary>The gate: its stages in order; the first objection decides. Asked at enqueue and again at every attempt.</summary>
public sealed class DeliveryPipeline(IReadOnlyList<IDeliveryStage> stages)
{
    /// <summary>The first decision that is not "pass", or "pass".</summary>
    public StageDecision Decide(DeliveryFacts facts)
    {
        if (facts.Lifted)
            facts = facts with { Lifted = false };
        foreach (var stage in stages)
        {
            var decision = stage.Decide(facts);
            if (decision is StageDecision.Lift)
                facts = facts with { Lifted = true };
            else if (decision is not StageDecision.Passed)
                return decision;
        }
        return StageDecision.Pass;
    }
}
