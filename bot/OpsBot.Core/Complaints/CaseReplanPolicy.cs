using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Replanning;

namespace OpsBot.Core.Complaints;

/// <summary>
/// What a changed calendar does to the time limits of a case; each change has its audit line with the old instant, the new
/// one and the paper. A limit that moves out moves as far as the calendar says. One that moves in leaves at least one more
/// working day, and lies later than before only when its day is no working day any more: a paper makes nobody late at once. One that was missed stays missed, unless
/// by the new calendar its time is not over: then it runs again, its escalations stay counted, and office and leaders are told.
/// </summary>
public static class CaseReplanPolicy
{
    /// <summary>What is written, and how many due instants moved.</summary>
    public static (Effects Effects, int Moved) Decide(CaseContext context, Versioned<Case> stored, string reason)
    {
        var after = stored.Value;
        if (after.HasEnded())
            return (Effects.None, 0);
        var more = Effects.None;
        var moved = 0;
        foreach (var leg in stored.Value.Legs.Where(l => l.IsOwed()))
        {
            var (fresh, action, planned) = Replan(context, stored.Value, leg);
            if (action is not null)
                more = more.Plus(new Effects { Audit = [Row(context, after, leg, action, planned, reason)] });
            if (fresh == leg)
                continue;
            after = after with { Legs = [.. after.Legs.Select(l => l.Kind == leg.Kind ? fresh : l)] };
            if (fresh.DueAt == leg.DueAt)
                continue;
            moved++;
            // What waits unsent about this leg names the old limit; one new message stands for it.
            more = more.Plus(new Effects
            {
                Withdrawals = [CaseMessages.LegSubject(after.Id, leg.Kind)],
                Outbox = [.. CaseMessages.Replanned(context, after, fresh, leg.DueAt, wasMissed: leg.DueAt <= context.Now)],
            });
        }
        return ReferenceEquals(after, stored.Value) ? (more, 0) : (CaseWriting.Of(context, stored, after, "case.replanned", reason).Plus(more), moved);
    }

    private static (Leg Leg, string? Action, DateTimeOffset Planned) Replan(CaseContext context, Case subject, Leg leg)
    {
        var hours = context.HoursOf(leg);
        var timeline = hours.Timeline;
        var isFirstLimit = leg.ReturnReason is null;
        if ((leg.ClockedAt ?? (isFirstLimit ? leg.AssignedAt : null)) is not { } from || (leg.WorkingDays ?? (isFirstLimit ? subject.Terms?.WorkingDays : null)) is not { } days)
            // A record older than these fields does not say from when its second limit counts.
            return (leg, "case.deadline-kept", leg.DueAt);
        var due = timeline.AddWorkingDays(from, days);
        if (leg.DueAt <= context.Now && due <= context.Now)
        {
            var kept = leg.EscalateAt is null ? leg : leg with { EscalateAt = context.Rules.ClockTo(from, leg.DueAt, timeline).EscalateAt };
            return (kept, due == leg.DueAt ? null : "case.deadline-kept", due);
        }
        if (due < leg.DueAt)
        {
            var fair = timeline.AddWorkingDays(context.Now, 1);
            due = due > fair ? due : fair;
            if (due > leg.DueAt && hours.Plan.SpansOf(hours.LocalDate(leg.DueAt)).Count > 0)
                due = leg.DueAt;
        }
        var (remindAt, escalateAt) = context.Rules.ClockTo(from, due, timeline);
        if (due == leg.DueAt)
        {
            var same = leg with { RemindAt = leg.RemindAt is null ? null : remindAt, EscalateAt = leg.EscalateAt is null ? null : escalateAt };
            return (same, same == leg ? null : "case.clock-moved", due);
        }
        var fresh = leg with { DueAt = due, RemindAt = leg.Reminders < context.Rules.MaxReminders ? remindAt : null, EscalateAt = escalateAt };
        return (fresh, leg.DueAt <= context.Now ? "case.deadline-reopened" : "case.deadline-moved", due);
    }

    private static AuditEntry Row(CaseContext context, Case subject, Leg leg, string action, DateTimeOffset planned, string reason)
    {
        var offset = context.HoursOf(leg).Plan.Schedule.UtcOffset;
        return context.Audit(
            action, subject.Id, $"{leg.UnitId} from={MessageReplanPolicy.Written(leg.DueAt, offset)} to={MessageReplanPolicy.Written(planned, offset)} {reason}");
    }
}
