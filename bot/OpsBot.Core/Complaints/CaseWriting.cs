using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>Writes a changed case with what always goes with it.</summary>
internal static class CaseWriting
{
    /// <summary>The index of a unit's open legs, by due instant; members are case numbers.</summary>
    public static string LegIndex(string unitId) => $"legs/{unitId}";

    /// <summary>The sweep's member of a case.</summary>
    public static string DueMember(string caseId) => $"case/{caseId}";

    /// <summary>The record, its next due instant, its place in the indexes and one audit line.</summary>
    public static Effects Of(CaseContext context, Versioned<Case> before, Case after, string action, string? detail = null) => new()
    {
        Records = [Case.Kind.Put(after.Id, after, before.Version)],
        Dues = after.Legs.Count > 0 ? [new DueWrite(DueMember(after.Id), after.NextDueAt())] : [],
        Indexes =
        [
            .. after.HasEnded() ? new[] { new IndexWrite(Case.OpenIndex, after.Id, null) } : [],
            .. after.Legs.Select(l => new IndexWrite(LegIndex(l.UnitId), after.Id, l.Status == LegStatus.Approved ? null : l.DueAt)),
        ],
        Audit = [context.Audit(action, after.Id, detail)],
    };

    /// <summary>The case with one leg changed and its stage worked out anew.</summary>
    public static Case WithLeg(Case subject, Leg leg)
    {
        Leg[] legs = [.. subject.Legs.Select(l => l.Kind == leg.Kind ? leg : l)];
        return subject with { Legs = legs, Status = StageOf(legs) };
    }

    // A case shows "dispatching" until both have accepted, even when one has reported already.
    private static CaseStatus StageOf(Leg[] legs) =>
        legs.All(l => l.Status == LegStatus.Approved) ? CaseStatus.Reviewed
        : legs.Any(l => l.Status == LegStatus.Assigned) ? CaseStatus.Dispatching
        : CaseStatus.Rectifying;
}
