using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars;

/// <summary>Who may do what to a circular in which state. Roles are asked anew for every command.</summary>
public static class CircularPolicy
{
    /// <summary>The author and every approver see a circular before it is sent and its progress afterwards.</summary>
    public static bool MaySee(Circular circular, Person? person) =>
        person is not null && (person.Id == circular.AuthorId || person.Is(Role.Approver));

    /// <summary>Those who may approve a circular of this author, in the order of their ids.</summary>
    public static IEnumerable<Person> ApproversFor(string authorId, DirectorySnapshot directory) =>
        directory.WithRole(Role.Approver).Where(p => p.Id != authorId).OrderBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>A draft becomes pending.</summary>
    public static CircularDecision Submit(Circular draft, Person? person, DirectorySnapshot directory, DateTimeOffset now)
    {
        if (person is null || !person.Is(Role.Admin) || person.Id != draft.AuthorId)
            return Refuse(CircularRefusal.NotAdmin);
        if (draft.Status != CircularStatus.Draft)
            return Refuse(CircularRefusal.AlreadyDecided);
        if (!directory.PeopleUnder(draft.UnitId).Any())
            return Refuse(CircularRefusal.NobodyToReach);
        if (!ApproversFor(person.Id, directory).Any())
            return Refuse(CircularRefusal.NoApprover);
        return new CircularDecision.Done(draft with { Status = CircularStatus.Pending, SubmittedAt = now });
    }

    /// <summary>A second person approves.</summary>
    public static CircularDecision Approve(Circular? circular, Person? person, DirectorySnapshot directory, DateTimeOffset now)
    {
        if (WhyNotDecide(circular, person) is { } why)
            return Refuse(why);
        if (!directory.PeopleUnder(circular!.UnitId).Any())
            return Refuse(CircularRefusal.NobodyToReach);
        return new CircularDecision.Done(circular with { Status = CircularStatus.Approved, ApproverId = person!.Id, DecidedAt = now });
    }

    /// <summary>A second person sends it back with a reason.</summary>
    public static CircularDecision Return(Circular? circular, Person? person, string reason, DateTimeOffset now)
    {
        if (WhyNotDecide(circular, person) is { } why)
            return Refuse(why);
        if (string.IsNullOrWhiteSpace(reason))
            return Refuse(CircularRefusal.ReasonMissing);
        if (reason.Length > Circular.MaxReasonLength)
            return Refuse(CircularRefusal.ReasonTooLong);
        return new CircularDecision.Done(circular! with
        {
            Status = CircularStatus.Returned,
            ApproverId = person!.Id,
            ReturnReason = reason.Trim(),
            DecidedAt = now,
        });
    }

    /// <summary>The author or an approver stops it: anything that is not sent yet stays unsent.</summary>
    public static CircularDecision Recall(Circular? circular, Person? person, DateTimeOffset now)
    {
        if (circular is null || !MaySee(circular, person))
            return Refuse(CircularRefusal.NotFound);
        return circular.Status switch
        {
            CircularStatus.Recalled => Refuse(CircularRefusal.AlreadyRecalled),
            CircularStatus.Returned => Refuse(CircularRefusal.NothingToRecall),
            _ => new CircularDecision.Done(circular with { Status = CircularStatus.Recalled, RecalledBy = person!.Id, RecalledAt = now }),
        };
    }

    private static CircularRefusal? WhyNotDecide(Circular? circular, Person? person)
    {
        // Before the look at the circular: a stranger must not learn whether an id exists.
        if (person is null || !person.Is(Role.Approver))
            return CircularRefusal.NotApprover;
        if (circular is null)
            return CircularRefusal.NotFound;
        if (circular.AuthorId == person.Id)
            return CircularRefusal.OwnCircular;
        return circular.Status == CircularStatus.Pending ? null : CircularRefusal.AlreadyDecided;
    }

    private static CircularDecision.Refused Refuse(CircularRefusal why) => new(why);
}
