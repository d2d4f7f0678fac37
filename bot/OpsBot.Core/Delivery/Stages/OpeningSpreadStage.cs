using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.Stages;

/// <summary>
/// Spreads what waited for an opening over the minutes after it, urgent classes first, so that a morning is no burst and
/// nothing falls on the full minute. What was decided inside the window does not wait.
/// </summary>
public sealed class OpeningSpreadStage(ChannelRules rules) : IDeliveryStage
{
    /// <summary>Code of this stage's hold.</summary>
    public const string Reason = "opening_spread";

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts)
    {
        if (facts.QuietHours?.CurrentOpening(facts.Now) is not { } opening || facts.Message.CreatedAt >= opening
            || rules.TurnAfterOpening(facts.Message, facts.Backlog) is not { } wait || facts.Now >= opening + wait)
            return StageDecision.Pass;
        return new StageDecision.Hold(opening + wait, Reason, DeliveryTexts.InTurn) { State = DeliveryState.Queued };
    }
}
