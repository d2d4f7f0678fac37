namespace OpsBot.Core.Delivery.Stages;

/// <summary>
/// Stops what the recipient has, or is about to get, under the same <see cref="OutboundMessage.DedupKey"/>. The first one
/// queued counts; when that one was withdrawn, expired or given up, the next one takes its place.
/// </summary>
public sealed class DuplicateStage : IDeliveryStage
{
    /// <summary>Code of this stage's stop.</summary>
    public const string Reason = "duplicate";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts) =>
        facts.Permit?.Answer == SendAnswer.Duplicate ? new StageDecision.Stop(DeliveryState.Withdrawn, Reason) : StageDecision.Pass;
}
