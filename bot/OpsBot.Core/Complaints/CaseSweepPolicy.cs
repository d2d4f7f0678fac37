using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>What the clock does to a case: one reminder before each due instant, one escalation after it.</summary>
public static class CaseSweepPolicy
{
    /// <summary>The case afterwards, and always its next due instant. A case on which nothing is due is not written.</summary>
    public static CaseOutcome.Done Decide(CaseContext context, Versioned<Case> stored)
    {
        var after = stored.Value;
        var messages = Effects.None;
        foreach (var leg in stored.Value.Legs.Where(l => l.IsOwed() && !after.HasEnded()))
        {
            if (leg.EscalateAt <= context.Now)
            {
                // A reminder that was missed has no sense once the leg is overdue.
                var overdue = leg with { RemindAt = null, EscalateAt = null, Escalations = leg.Escalations + 1 };
                after = Replace(after, overdue);
                messages = messages.Plus(new Effects
                {
                    Outbox = [.. CaseMessages.Escalation(context, after, overdue)],
                    Audit = [context.Audit("case.escalated", after.Id, leg.UnitId)],
                });
            }
            else if (leg.RemindAt <= context.Now)
            {
                var reminded = leg with { RemindAt = null, Reminders = leg.Reminders + 1 };
                after = Replace(after, reminded);
                // Past the due instant (an escalation may be set later) there is nothing left to remind of.
                if (context.Now < leg.DueAt)
                    messages = messages.Plus(new Effects
                    {
                        Outbox = [.. CaseMessages.Reminder(context, after, reminded)],
                        Audit = [context.Audit("case.reminded", after.Id, leg.UnitId)],
                    });
            }
        }
        var own = new Effects
        {
            Records = ReferenceEquals(after, stored.Value) ? [] : [Case.Kind.Put(after.Id, after, stored.Version)],
            Dues = [new DueWrite(CaseWriting.DueMember(after.Id), after.NextDueAt())],
        };
        return new CaseOutcome.Done(after, own.Plus(messages));
    }

    private static Case Replace(Case subject, Leg leg) =>
        subject with { Legs = [.. subject.Legs.Select(l => l.Kind == leg.Kind ? leg : l)] };
}
