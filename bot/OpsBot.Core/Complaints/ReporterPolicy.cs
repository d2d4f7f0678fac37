using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>What the holder of a receipt may do.</summary>
public static class ReporterPolicy
{
    private const string Reporter = "reporter";

    /// <summary>Takes the case back before dispatch and erases the original. Null: too late.</summary>
    public static CaseOutcome.Done? TakeBack(CaseContext context, Versioned<Case> stored, Versioned<SealedOriginal>? original)
    {
        if (stored.Value.Status is not (CaseStatus.Filed or CaseStatus.Verified))
            return null;
        var withdrawn = stored.Value with { Status = CaseStatus.Withdrawn, Sheet = null, Mentions = null, EndedAt = context.Now };
        var effects = Written(context, stored, withdrawn, "case.withdrawn") with { Withdrawals = CaseMessages.AllSubjects(withdrawn) };
        return new CaseOutcome.Done(withdrawn, original is null
            ? effects
            : effects with { Records = [.. effects.Records, SealedOriginal.Kind.Delete(withdrawn.Id, original.Version)] });
    }

    /// <summary>Rates the result once the case is closed. Null: not closed, or no number of 1 to 5.</summary>
    public static CaseOutcome.Done? Rate(CaseContext context, Versioned<Case> stored, int rating)
    {
        if (stored.Value.Status != CaseStatus.Closed || rating is < 1 or > 5)
            return null;
        var rated = stored.Value with { Rating = rating };
        return new CaseOutcome.Done(rated, Written(context, stored, rated, "case.rated"));
    }

    // The audit must not learn who holds the receipt.
    private static Effects Written(CaseContext context, Versioned<Case> before, Case after, string action)
    {
        var effects = CaseWriting.Of(context with { Actor = null }, before, after, action);
        return effects with { Audit = [.. effects.Audit.Select(a => a with { Actor = Reporter })] };
    }
}
