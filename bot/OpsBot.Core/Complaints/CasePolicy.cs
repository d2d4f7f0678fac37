using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>What the office may do with a case, and what comes of it.</summary>
public static class CasePolicy
{
    /// <summary>Value of <see cref="Delivery.OutboundMessage.OnDelivered"/> on the feedback.</summary>
    public const string FeedbackObserver = "case.feedback";

    /// <summary>Longest text of any field, in characters.</summary>
    public const int LongestText = 1000;

    /// <summary>Writes the problem sheet; whom it names must be marked like whom the report names. A sheet may be written again until the dispatch.</summary>
    public static CaseOutcome Verify(CaseContext context, Versioned<Case> stored, SealedOriginal? original, string? sheet, bool wordingConfirmed)
    {
        if (Refusal(context, stored.Value, CaseStatus.Filed, CaseStatus.Verified) is { } refusal)
            return refusal;
        if ((TextFault(sheet, CaseRefusal.TextMissing) ?? Repeats(context, original, wordingConfirmed, sheet)) is { } fault)
            return new CaseOutcome.Refused([fault]);
        var named = CaseMentions.WithNamesOf(context.Directory, CaseMentions.Completed(context.Directory, stored.Value, original), sheet);
        var verified = named with { Status = CaseStatus.Verified, Sheet = sheet!.Trim(), VerifiedAt = context.Now };
        var effects = CaseWriting.Of(context, stored, verified, "case.verified", wordingConfirmed ? "wording-confirmed" : null);
        return new CaseOutcome.Done(verified, effects with { Withdrawals = [CaseMessages.Subject(verified.Id)] });
    }

    /// <summary>Does not take the case on; the reporter learns why.</summary>
    public static CaseOutcome Decline(CaseContext context, Versioned<Case> stored, SealedOriginal? original, string? reason)
    {
        if (Refusal(context, stored.Value, CaseStatus.Filed, CaseStatus.Verified) is { } refusal)
            return refusal;
        if (TextFault(reason, CaseRefusal.TextMissing) is { } fault)
            return new CaseOutcome.Refused([fault]);
        var declined = stored.Value with { Status = CaseStatus.Declined, Feedback = reason!.Trim(), FeedbackAt = context.Now, EndedAt = context.Now };
        var told = CaseMessages.ToReporter(context, declined, original, ReceiptTexts.DeclinedToReporter(declined), onDelivered: null);
        return new CaseOutcome.Done(declined, CaseWriting.Of(context, stored, declined, "case.declined") with
        {
            Withdrawals = CaseMessages.AllSubjects(declined),
            Outbox = told is null ? [] : [told],
        });
    }

    /// <summary>
    /// Gives the case to both legs at once; never to one alone, and not before it is settled who is complained about.
    /// </summary>
    public static CaseOutcome Dispatch(CaseContext context, Versioned<Case> stored, SealedOriginal? original, DispatchOrder order, bool wordingConfirmed)
    {
        if (Refusal(context, stored.Value, CaseStatus.Verified) is { } refusal)
            return refusal;
        var faults = Faults(context, stored.Value, order);
        if (faults.Count == 0 && Repeats(context, original, wordingConfirmed, order.Quality, order.Feedback) is { } repeats)
            faults.Add(repeats);
        if (faults.Count > 0)
            return new CaseOutcome.Refused(faults);
        var terms = new DispatchTerms(order.WorkingDays!.Value, order.Quality!.Trim(), order.Feedback!.Trim());
        var dispatched = stored.Value with
        {
            Status = CaseStatus.Dispatching,
            Terms = terms,
            DispatchedAt = context.Now,
            Legs = [NewLeg(context, LegKind.Territory, order.TerritoryId!, terms), NewLeg(context, LegKind.Industry, order.IndustryId!, terms)],
        };
        var effects = CaseWriting.Of(context, stored, dispatched, "case.dispatched", $"{order.TerritoryId} {order.IndustryId}{(wordingConfirmed ? " wording-confirmed" : "")}");
        return new CaseOutcome.Done(dispatched, effects with
        {
            Withdrawals = [CaseMessages.Subject(dispatched.Id)],
            Outbox = [.. dispatched.Legs.SelectMany(l => CaseMessages.Assigned(context, dispatched, l))],
        });
    }

    /// <summary>Agrees with a leg's report.</summary>
    public static CaseOutcome Approve(CaseContext context, Versioned<Case> stored, LegKind kind) =>
        Review(context, stored, kind, leg => leg with { Status = LegStatus.Approved, ApprovedAt = context.Now, RemindAt = null, EscalateAt = null }, "case.leg-approved");

    /// <summary>Wants more of a leg, by a new due instant.</summary>
    public static CaseOutcome Return(CaseContext context, Versioned<Case> stored, SealedOriginal? original, LegKind kind, string? reason, int? workingDays, bool wordingConfirmed)
    {
        if (Refusal(context, stored.Value, CaseStatus.Dispatching, CaseStatus.Rectifying) is { } refusal)
            return refusal;
        var faults = new[]
        {
            TextFault(reason, CaseRefusal.TextMissing),
            LimitFault(context, workingDays),
            Repeats(context, original, wordingConfirmed, reason),
        }.OfType<CaseFault>().ToArray();
        if (faults.Length > 0)
            return new CaseOutcome.Refused(faults);
        var outcome = Review(context, stored, kind, leg => Clocked(context, leg, workingDays!.Value) with { Status = LegStatus.Returned, ReturnReason = reason!.Trim() }, "case.leg-returned");
        return outcome is CaseOutcome.Done done
            ? done with { Effects = done.Effects with { Outbox = [.. CaseMessages.Returned(context, done.Case, done.Case.Legs[(int)kind])] } }
            : outcome;
    }

    /// <summary>
    /// Tells the reporter. A named reporter is told by message and the case closes when it was delivered; for an anonymous
    /// one it is published for the receipt and the case closes at once.
    /// </summary>
    public static CaseOutcome TellReporter(CaseContext context, Versioned<Case> stored, SealedOriginal? original, string? text)
    {
        if (Refusal(context, stored.Value, CaseStatus.Reviewed, CaseStatus.FeedbackSent) is { } refusal)
            return refusal;
        if (TextFault(text, CaseRefusal.TextMissing) is { } fault)
            return new CaseOutcome.Refused([fault]);
        var told = stored.Value with { Status = CaseStatus.FeedbackSent, Feedback = text!.Trim(), FeedbackAt = context.Now };
        var message = CaseMessages.ToReporter(context, told, original, ReceiptTexts.FeedbackToReporter(told), FeedbackObserver);
        if (message is null)
            told = told with { Status = CaseStatus.Closed, EndedAt = context.Now };
        return new CaseOutcome.Done(told, CaseWriting.Of(context, stored, told, message is null ? "case.closed" : "case.feedback") with
        {
            Withdrawals = [.. CaseMessages.AllSubjects(told), CaseMessages.FeedbackSubject(told.Id)],
            Outbox = message is null ? [] : [message],
        });
    }

    /// <summary>The reporter has been told, by message or by looking it up: the case closes. Null: nothing to close.</summary>
    public static CaseOutcome.Done? FeedbackDelivered(CaseContext context, Versioned<Case> stored)
    {
        if (stored.Value.Status != CaseStatus.FeedbackSent)
            return null;
        var closed = stored.Value with { Status = CaseStatus.Closed, EndedAt = context.Now };
        return new CaseOutcome.Done(closed, CaseWriting.Of(context, stored, closed, "case.closed") with { Withdrawals = CaseMessages.AllSubjects(closed) });
    }

    private static CaseOutcome Review(CaseContext context, Versioned<Case> stored, LegKind kind, Func<Leg, Leg> change, string action)
    {
        if (Refusal(context, stored.Value, CaseStatus.Dispatching, CaseStatus.Rectifying) is { } refusal)
            return refusal;
        var leg = stored.Value.Legs[(int)kind];
        if (leg.Status != LegStatus.Reported)
            return CaseOutcome.Refuse(CaseRefusal.LegWrongStage, CaseTexts.LegStage(leg.Status));
        var reviewed = CaseWriting.WithLeg(stored.Value, change(leg));
        return new CaseOutcome.Done(reviewed, CaseWriting.Of(context, stored, reviewed, action, leg.UnitId) with
        {
            Withdrawals = [CaseMessages.LegSubject(reviewed.Id, kind), CaseMessages.ReviewSubject(reviewed.Id, kind)],
        });
    }

    internal static CaseOutcome? Refusal(CaseContext context, Case subject, params CaseStatus[] allowed) =>
        !CaseAuthority.MaySupervise(context.Directory, context.Actor, subject) ? CaseOutcome.Refuse(CaseRefusal.NotSupervisor)
        : !allowed.Contains(subject.Status) ? CaseOutcome.Refuse(CaseRefusal.WrongStage, CaseTexts.Stage(subject.Status))
        : null;

    private static List<CaseFault> Faults(CaseContext context, Case subject, DispatchOrder order)
    {
        var faults = new List<CaseFault>();
        if (!CaseMentions.IsSettled(subject))
            faults.Add(new CaseFault(CaseRefusal.NamesOpen, MentionTexts.Open(subject, context.Directory)));
        if (UnitFault(context, subject, order.TerritoryId, LegKind.Territory) is { } territory)
            faults.Add(territory);
        if (UnitFault(context, subject, order.IndustryId, LegKind.Industry) is { } industry)
            faults.Add(industry);
        if (order.TerritoryId is { Length: > 0 } same && same == order.IndustryId)
            faults.Add(new CaseFault(CaseRefusal.SameUnit));
        faults.AddRange(new[]
        {
            LimitFault(context, order.WorkingDays),
            TextFault(order.Quality, CaseRefusal.QualityMissing),
            TextFault(order.Feedback, CaseRefusal.FeedbackMissing),
        }.OfType<CaseFault>());
        return faults;
    }

    private static CaseFault? UnitFault(CaseContext context, Case subject, string? unitId, LegKind kind)
    {
        if (string.IsNullOrEmpty(unitId))
            return new CaseFault(kind == LegKind.Territory ? CaseRefusal.TerritoryMissing : CaseRefusal.IndustryMissing);
        if (context.Directory.Unit(unitId) is not { } unit)
            return new CaseFault(CaseRefusal.UnknownUnit, unitId);
        if (CaseAuthority.IsInConflict(context.Directory, subject, unit.Id))
            return new CaseFault(CaseRefusal.Conflict, CaseTexts.ConflictDetail(unit, CaseAuthority.LevelUp(context.Directory, subject)));
        if (kind == LegKind.Territory && unit.Kind == UnitKind.Department)
            return new CaseFault(CaseRefusal.TerritoryIsDepartment, unit.Name);
        if (kind == LegKind.Industry && unit.Kind != UnitKind.Department)
            return new CaseFault(CaseRefusal.IndustryIsNoDepartment, unit.Name);
        return context.Directory.InUnit(unit.Id, Role.Handler).Any() ? null : new CaseFault(CaseRefusal.NoHandler, unit.Name);
    }

    private static CaseFault? LimitFault(CaseContext context, int? days) =>
        days is >= 1 && days <= context.Rules.MaxWorkingDays ? null : new CaseFault(CaseRefusal.LimitMissing, context.Rules.MaxWorkingDays.ToString());

    private static CaseFault? TextFault(string? text, CaseRefusal missing) =>
        string.IsNullOrWhiteSpace(text) ? new CaseFault(missing)
        : text.Length > LongestText ? new CaseFault(CaseRefusal.TextTooLong, LongestText.ToString())
        : null;

    private static CaseFault? Repeats(CaseContext context, SealedOriginal? original, bool confirmed, params string?[] texts) =>
        !confirmed && original is not null && texts.Any(t => t is not null && OriginalWording.IsShared(original.Words(), t, context.Rules.SharedRunCharacters))
            ? new CaseFault(CaseRefusal.RepeatsOriginal)
            : null;

    private static Leg NewLeg(CaseContext context, LegKind kind, string unitId, DispatchTerms terms) =>
        Clocked(context, new Leg { Kind = kind, UnitId = unitId, AssignedAt = context.Now, DueAt = context.Now }, terms.WorkingDays);

    private static Leg Clocked(CaseContext context, Leg leg, int workingDays)
    {
        var (dueAt, remindAt, escalateAt) = context.Rules.ClockFrom(context.Now, workingDays, context.HoursOf(leg).Timeline);
        return leg with { ClockedAt = context.Now, WorkingDays = workingDays, DueAt = dueAt, RemindAt = leg.Reminders < context.Rules.MaxReminders ? remindAt : null, EscalateAt = escalateAt };
    }
}
