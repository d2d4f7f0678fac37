using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Complaints;

/// <summary>Tells from the case itself how an assignment stands, so that nothing else has to remember it.</summary>
public sealed class AssignmentReader(IRecordReader reader)
{
    /// <summary>True for a message that gives somebody a leg of a case to do.</summary>
    public static bool IsAssignment(OutboundMessage message) =>
        message.Class == MessageClass.Assignment && CaseMessages.LegOf(message.Subject) is not null;

    /// <summary>The standing of the leg that a message's subject names; null when there is none (any more).</summary>
    public async Task<AssignmentStanding?> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken)
    {
        if (CaseMessages.LegOf(subject) is not { } named)
            return null;
        var found = await reader.GetAsync(tenant, [Case.Kind.Key(named.CaseId)], cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
            return null;
        var stored = Case.Kind.Read(found[0]).Value;
        return stored.Legs.FirstOrDefault(l => l.Kind == named.Leg) is { } leg
            ? new AssignmentStanding(stored.Id, !stored.HasEnded() && leg.Status != LegStatus.Approved, leg.DueAt)
            : null;
    }
}
