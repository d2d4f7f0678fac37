using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>
/// A complaint as the office works on it. Of the reporter's own words it holds names only, and never who the reporter is: those lie in
/// <see cref="SealedOriginal"/>.
/// </summary>
public sealed record Case
{
    /// <summary>How it is stored; the id is the case number.</summary>
    public static readonly RecordKind<Case> Kind = new("case");

    /// <summary>Index of the cases that are not finished, by filing instant.</summary>
    public const string OpenIndex = "cases/open";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Case number, for example <c>1122-7K3F</c>: month and day of filing, then four random digits.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public CaseStatus Status { get; init; } = CaseStatus.Filed;

    /// <summary>What is kept about the reporter.</summary>
    public required ProtectionTier Tier { get; init; }

    /// <summary>Category of burden, an id of the taxonomy.</summary>
    public required string CategoryId { get; init; }

    /// <summary>The unit complained about as the reporter named it; null: not said.</summary>
    public string? UnitText { get; init; }

    /// <summary>The unit complained about, where the directory knows it.</summary>
    public string? UnitId { get; init; }

    /// <summary>Units and people whom the report names; null: filed before names were kept.</summary>
    public IReadOnlyList<CaseMention>? Mentions { get; init; }

    /// <summary>The office stated that the report names nobody.</summary>
    public bool? NobodyNamed { get; init; }

    /// <summary>When it happened, as understood or as said; null: not said.</summary>
    public string? WhenText { get; init; }

    /// <summary>The clause from whose answer the intake was started, if any.</summary>
    public string? ClauseId { get; init; }

    /// <summary>The problem in the office's words; this, and not the original, goes to the legs.</summary>
    public string? Sheet { get; init; }

    /// <summary>Set at dispatch.</summary>
    public DispatchTerms? Terms { get; init; }

    /// <summary>None before dispatch, then exactly two: territory, industry.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>When the office verified it.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When both legs were given out.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>What the reporter is told at the end, or why the case was not taken on.</summary>
    public string? Feedback { get; init; }

    /// <summary>When the feedback was decided.</summary>
    public DateTimeOffset? FeedbackAt { get; init; }

    /// <summary>When it was closed, declined or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>1 to 5, given freely after the end; null: not given.</summary>
    public int? Rating { get; init; }

    /// <summary>The earliest instant at which the sweep must look at it; null: never.</summary>
    public DateTimeOffset? NextDueAt() => Status == CaseStatus.Withdrawn ? null : Legs.Min(l => l.NextDueAt());

    /// <summary>Nothing more happens to it.</summary>
    public bool HasEnded() => Status is CaseStatus.Closed or CaseStatus.Declined or CaseStatus.Withdrawn;
}
