using OpsBot.Core.Organization;

namespace OpsBot.Core.Overrides;

/// <summary>Who may do what to an override in which state. Roles are asked anew for every command.</summary>
public static class OverridePolicy
{
    /// <summary>Those who may approve a request of this person, in the order of their ids.</summary>
    public static IEnumerable<Person> ApproversFor(string requesterId, OverrideRules rules, DirectorySnapshot directory) =>
        directory.People.Where(p => rules.MayDecide(p) && p.Id != requesterId).OrderBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>The requester and everybody who may decide.</summary>
    public static bool MaySee(Override item, Person? person, OverrideRules rules) =>
        person is not null && (person.Id == item.RequesterId || rules.MayDecide(person));

    /// <summary>What is wrong with the terms; null when nothing is.</summary>
    public static OverrideRefusal? WhyNotTerms(OverrideTerms? terms, OverrideRules rules)
    {
        if (terms is null || rules.Ground(terms.Ground) is not { } ground)
            return OverrideRefusal.NoGround;
        if (terms.Hours < 1 || terms.Hours > rules.MaxHours)
            return OverrideRefusal.BadHours;
        if (string.IsNullOrWhiteSpace(terms.Reason) || terms.Reason.Length > OverrideTerms.MaxReasonLength)
            return OverrideRefusal.BadReason;
        return ground.NeedsDocument && (string.IsNullOrWhiteSpace(terms.Document) || terms.Document.Length > OverrideTerms.MaxDocumentLength) ? OverrideRefusal.NoDocument : null;
    }

    /// <summary>A request for one subject and some units.</summary>
    public static OverrideDecision Request(
        string id, OverrideTerms? terms, string subject, IReadOnlyList<string> unitIds, Person? person, OverrideRules rules, DirectorySnapshot directory, DateTimeOffset now)
    {
        if (!rules.MayRequest(person))
            return Refuse(OverrideRefusal.NotRequester);
        if (WhyNotTerms(terms, rules) is { } why)
            return Refuse(why);
        if (string.IsNullOrWhiteSpace(subject) || unitIds.Count == 0 || unitIds.Any(unit => directory.Unit(unit) is null))
            return Refuse(OverrideRefusal.NoScope);
        if (!ApproversFor(person!.Id, rules, directory).Any())
            return Refuse(OverrideRefusal.NoApprover);
        return new OverrideDecision.Done(new Override
        {
            Id = id,
            Status = OverrideStatus.Pending,
            Terms = terms!,
            Subject = subject,
            UnitIds = unitIds,
            RequesterId = person.Id,
            RequestedAt = now,
        });
    }

    /// <summary>The second person approves; its life begins now.</summary>
    public static OverrideDecision Approve(Override? item, Person? person, OverrideRules rules, DateTimeOffset now)
    {
        if (WhyNotDecide(item, person, rules, now) is { } why)
            return Refuse(why);
        if (WhyNotTerms(item!.Terms, rules) is { } changed)
            return Refuse(changed);
        return new OverrideDecision.Done(item with
        {
            Status = OverrideStatus.Approved,
            ApproverId = person!.Id,
            DecidedAt = now,
            Until = now.AddHours(item.Terms.Hours),
        });
    }

    /// <summary>The second person says no.</summary>
    public static OverrideDecision Reject(Override? item, Person? person, OverrideRules rules, DateTimeOffset now) => WhyNotDecide(item, person, rules, now) is { } why
        ? Refuse(why)
        : new OverrideDecision.Done(item! with { Status = OverrideStatus.Rejected, ApproverId = person!.Id, DecidedAt = now, EndedAt = now });

    /// <summary>The requester or somebody who may decide ends it; what is not sent yet waits for working time.</summary>
    public static OverrideDecision Revoke(Override? item, Person? person, OverrideRules rules, DateTimeOffset now)
    {
        if (item is null || !MaySee(item, person, rules))
            return Refuse(OverrideRefusal.NotFound);
        return item.Status is OverrideStatus.Pending or OverrideStatus.Approved && Due(item, rules) > now
            ? new OverrideDecision.Done(item with { Status = OverrideStatus.Revoked, RevokedBy = person!.Id, EndedAt = now })
            : Refuse(OverrideRefusal.AlreadyDecided);
    }

    /// <summary>Its time is over: the same override as expired; null while it still has time, or when it ended before.</summary>
    public static Override? Expire(Override item, OverrideRules rules, DateTimeOffset now) =>
        item.Status is OverrideStatus.Pending or OverrideStatus.Approved && Due(item, rules) <= now ? item with { Status = OverrideStatus.Expired, EndedAt = now } : null;

    /// <summary>When it ends by itself.</summary>
    public static DateTimeOffset Due(Override item, OverrideRules rules) => item.Until ?? item.RequestedAt.AddHours(rules.PendingHours);

    private static OverrideRefusal? WhyNotDecide(Override? item, Person? person, OverrideRules rules, DateTimeOffset now)
    {
        // Before the look at the request: a stranger must not learn whether an id exists.
        if (!rules.MayDecide(person))
            return OverrideRefusal.NotApprover;
        if (item is null)
            return OverrideRefusal.NotFound;
        if (item.RequesterId == person!.Id)
            return OverrideRefusal.OwnRequest;
        if (item.Status != OverrideStatus.Pending)
            return OverrideRefusal.AlreadyDecided;
        return Due(item, rules) <= now ? OverrideRefusal.TooLate : null;
    }

    private static OverrideDecision.Refused Refuse(OverrideRefusal why) => new(why);
}
