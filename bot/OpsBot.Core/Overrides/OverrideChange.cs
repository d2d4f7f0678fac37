using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Overrides;

/// <summary>What is written when an override moves on. Messages to people are added by who knows the occasion.</summary>
internal static class OverrideChange
{
    /// <summary>Stored, listed and due.</summary>
    public static Effects Requested(Override item, OverrideRules rules, TurnFacts facts, string month) => new()
    {
        Records = [Override.Kind.Put(item.Id, item, 0)],
        Indexes =
        [
            new IndexWrite(OverrideIndexes.Pending, item.Id, item.RequestedAt),
            new IndexWrite(OverrideIndexes.OfMonth(month), item.Id, item.RequestedAt),
        ],
        Dues = [new DueWrite(Override.DueMemberOf(item.Id), OverridePolicy.Due(item, rules))],
        Audit = [Audit(item, facts.Sender!.Id, "override.requested", facts.Now, $"ground={item.Terms.Ground} hours={item.Terms.Hours} subject={item.Subject} units={string.Join(',', item.UnitIds)}")],
    };

    /// <summary>From now on it lifts.</summary>
    public static Effects Approved(Versioned<Override> before, Override item, DateTimeOffset now) => Decided(before, item) with
    {
        Dues = [new DueWrite(Override.DueMemberOf(item.Id), item.Until)],
        Audit = [Audit(item, item.ApproverId!, "override.approved", now, $"ground={item.Terms.Ground} hours={item.Terms.Hours} requester={item.RequesterId}")],
        Certificate = [new CertificateEntry { At = now, Event = CertificateEvents.OverrideApproved, Override = item.Mark() }],
    };

    /// <summary>It never lifts.</summary>
    public static Effects Rejected(Versioned<Override> before, Override item, DateTimeOffset now) => Decided(before, item) with
    {
        Dues = [new DueWrite(Override.DueMemberOf(item.Id), null)],
        Audit = [Audit(item, item.ApproverId!, "override.rejected", now)],
    };

    /// <summary>It lifts no more.</summary>
    public static Effects Revoked(Versioned<Override> before, Override item, DateTimeOffset now) => Decided(before, item) with
    {
        Dues = [new DueWrite(Override.DueMemberOf(item.Id), null)],
        Audit = [Audit(item, item.RevokedBy!, "override.revoked", now)],
        Certificate = item.Mark() is { } mark ? [new CertificateEntry { At = now, Event = CertificateEvents.OverrideRevoked, Override = mark }] : [],
    };

    /// <summary>Its time is over.</summary>
    public static Effects Expired(Versioned<Override> before, Override item, DateTimeOffset now) => Decided(before, item) with
    {
        Dues = [new DueWrite(Override.DueMemberOf(item.Id), null)],
        Audit = [Audit(item, "system", "override.expired", now, item.ApproverId is null ? "undecided" : null)],
    };

    private static Effects Decided(Versioned<Override> before, Override item) => new()
    {
        Records = [Override.Kind.Put(item.Id, item, before.Version)],
        Indexes = [new IndexWrite(OverrideIndexes.Pending, item.Id, null)],
        Withdrawals = [Override.ApprovalSubjectOf(item.Id)],
    };

    private static AuditEntry Audit(Override item, string actor, string action, DateTimeOffset now, string? detail = null) =>
        new(now, actor, action, Override.Kind.Key(item.Id).ToString(), detail);
}
