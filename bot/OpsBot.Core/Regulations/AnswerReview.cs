using OpsBot.Core.Changes;

namespace OpsBot.Core.Regulations;

/// <summary>An answer that somebody called wrong. Who, and in which conversation, is not part of it.</summary>
public sealed record AnswerReview
{
    /// <summary>How it is stored; the id is random and appears in no conversation.</summary>
    public static readonly RecordKind<AnswerReview> Kind = new("answer-review");

    /// <summary>Index of all reviews, by the instant of the report.</summary>
    public const string Index = "answer-reviews";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>As asked.</summary>
    public required string Question { get; init; }

    /// <summary>Ids of the clauses that were shown, best first; empty when the library was silent.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>What kind of reply it was.</summary>
    public required AnswerStatus Status { get; init; }

    /// <summary>Instant of the report.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When record and index entry are deleted: seven days after the question was asked.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the sweep must look at it.</summary>
    internal static DueWrite Due(string id, DateTimeOffset? at) => new($"{Kind.Name}/{id}", at);
}
