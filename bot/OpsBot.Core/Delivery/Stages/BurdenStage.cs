using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Stages;

/// <summary>Keeps what is over the recipient's budget until the next working day, and lets it out in one digest only.</summary>
public sealed class BurdenStage : IDeliveryStage
{
    /// <summary>Code of this stage's hold and merge.</summary>
    public const string Reason = "over_burden";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts)
    {
        if (facts.ForDigest)
            return new StageDecision.Merge(Reason);
        return facts.Permit?.Answer == SendAnswer.OverBurden
            ? new StageDecision.Hold(NextDay(facts.QuietHours, facts.Now), Reason, DeliveryTexts.OverBurden) { ForDigest = true }
            : StageDecision.Pass;
    }

    private static DateTimeOffset NextDay(QuietHours? hours, DateTimeOffset now) => hours is null
        ? now.AddDays(1)
        : hours.NextOpening(new DateTimeOffset(BurdenRules.DayOf(hours, now).AddDays(1).ToDateTime(TimeOnly.MinValue), hours.Plan.Schedule.UtcOffset));
}
