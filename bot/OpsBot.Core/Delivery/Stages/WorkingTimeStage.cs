using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.Stages;

/// <summary>
/// Holds whatever brings work until the recipient's next opening. Only answers to the person's own act pass at any hour, and
/// what a valid override lifts.
/// </summary>
/// <remarks>
/// The class Override alone lifts nothing: without a stage that checked its ground, approver, scope and life it waits as
/// well. A class added later is held until it is named here.
/// </remarks>
public sealed class WorkingTimeStage : IDeliveryStage
{
    /// <summary>Code of this stage's hold.</summary>
    public const string Reason = "outside_working_time";

    /// <summary>Code of the hold while the recipient's hours cannot be had.</summary>
    public const string NoCalendar = "calendar_unavailable";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public StageDecision Decide(DeliveryFacts facts)
    {
        if (facts.Message.IsAsked() || facts.Lifted)
            return StageDecision.Pass;
        // Without a calendar nobody can say that this is working time, so it is not.
        if (facts.QuietHours is null)
            return new StageDecision.Hold(facts.Now + AskAgainAfter, NoCalendar, DeliveryTexts.NoCalendar);
        if (facts.QuietHours.IsOpen(facts.Now))
            return StageDecision.Pass;
        var explanation = facts.QuietHours.Explain(facts.Now);
        return new StageDecision.Hold(explanation.NextOpening, Reason, explanation.Text);
    }
}
