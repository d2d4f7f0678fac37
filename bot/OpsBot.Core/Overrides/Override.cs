using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Overrides;

/// <summary>Leave for the messages of one subject to reach the people of some units outside their working time.</summary>
public sealed record Override
{
    /// <summary>How it is stored; the id is <see cref="Id"/>.</summary>
    public static readonly RecordKind<Override> Kind = new("override");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>See <see cref="OverrideId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required OverrideStatus Status { get; init; }

    /// <summary>What was asked for.</summary>
    public required OverrideTerms Terms { get; init; }

    /// <summary>Messages of this subject only, for example <c>circular:TZ-1122-7K3F</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>People of these units and of those below them only.</summary>
    public required IReadOnlyList<string> UnitIds { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequesterId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who decided; never the requester.</summary>
    public string? ApproverId { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>End of its life, excluded; set by the approval.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who ended it before its time.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>When it ended, other than by an approval.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the requests to approvers are withdrawn by.</summary>
    public static string ApprovalSubjectOf(string id) => $"override-approval:{id}";

    /// <summary>The due member that ends it.</summary>
    public static string DueMemberOf(string id) => $"{Kind.Name}/{id}";

    /// <summary>Approved by a second person, not ended, and within its life of at most a day.</summary>
    public bool LiftsAt(DateTimeOffset at) => Status == OverrideStatus.Approved && Mark()?.Lifts(at) == true;

    /// <summary>The subject and one of the units; a recipient without a unit is in no scope.</summary>
    public bool Covers(string? subject, IReadOnlyCollection<string> unitsOfRecipient) =>
        Subject.Length > 0 && subject == Subject && UnitIds.Any(unitsOfRecipient.Contains);

    /// <summary>For the certificate; null while nobody approved it.</summary>
    public OverrideMark? Mark() => ApproverId is not null && DecidedAt is { } from && Until is { } until
        ? new OverrideMark(Id, Terms.Ground, RequesterId, ApproverId, from.ToUniversalTime(), until.ToUniversalTime(), Terms.Document)
        : null;
}
