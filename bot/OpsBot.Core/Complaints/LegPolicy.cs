using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>What a unit's handlers may do with their leg.</summary>
public static class LegPolicy
{
    /// <summary>Takes the leg on.</summary>
    public static CaseOutcome Accept(CaseContext context, Versioned<Case> stored) =>
        Change(context, stored, "case.leg-accepted", [LegStatus.Assigned], leg => leg with { Status = LegStatus.Accepted, AcceptedAt = context.Now });

    /// <summary>Reports the result; the clock stops until the office has reviewed it.</summary>
    public static CaseOutcome Report(CaseContext context, Versioned<Case> stored, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return CaseOutcome.Refuse(CaseRefusal.TextMissing);
        if (text.Length > CasePolicy.LongestText)
            return CaseOutcome.Refuse(CaseRefusal.TextTooLong, CasePolicy.LongestText.ToString());
        var outcome = Change(context, stored, "case.leg-reported", [LegStatus.Accepted, LegStatus.Returned], leg => leg with
        {
            Status = LegStatus.Reported,
            ReportedAt = context.Now,
            Report = text.Trim(),
        });
        if (outcome is not CaseOutcome.Done done)
            return outcome;
        var leg = CaseAuthority.LegOf(context.Directory, context.Actor, done.Case)!;
        return done with { Effects = done.Effects with { Outbox = [.. CaseMessages.Reported(context, done.Case, leg)] } };
    }

    private static CaseOutcome Change(CaseContext context, Versioned<Case> stored, string action, LegStatus[] allowed, Func<Leg, Leg> change)
    {
        if (CaseAuthority.LegOf(context.Directory, context.Actor, stored.Value) is not { } leg)
            return CaseOutcome.Refuse(CaseRefusal.NotHandler);
        if (stored.Value.Status is not (CaseStatus.Dispatching or CaseStatus.Rectifying))
            return CaseOutcome.Refuse(CaseRefusal.WrongStage, CaseTexts.Stage(stored.Value.Status));
        if (!allowed.Contains(leg.Status))
            return CaseOutcome.Refuse(CaseRefusal.LegWrongStage, CaseTexts.LegStage(leg.Status));
        var changed = CaseWriting.WithLeg(stored.Value, change(leg));
        return new CaseOutcome.Done(changed, CaseWriting.Of(context, stored, changed, action, leg.UnitId) with
        {
            Withdrawals = [CaseMessages.LegSubject(changed.Id, leg.Kind)],
        });
    }
}
