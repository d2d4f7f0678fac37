namespace OpsBot.Core.Complaints;

/// <summary>A complaint being told. Null: not answered yet; empty: answered with "not known" or "none".</summary>
public sealed record IntakeDraft
{
    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The question that is open.</summary>
    public IntakeSlot Step { get; init; }

    /// <summary>What to keep about the person.</summary>
    public ProtectionTier? Tier { get; init; }

    /// <summary>Category id.</summary>
    public string? CategoryId { get; init; }

    /// <summary>The person's own words.</summary>
    public string? What { get; init; }

    /// <summary>The unit as named.</summary>
    public string? UnitText { get; init; }

    /// <summary>The unit of the directory that is meant.</summary>
    public string? UnitId { get; init; }

    /// <summary>Units to choose from, when the name fits several.</summary>
    public IReadOnlyList<string> UnitCandidates { get; init; } = [];

    /// <summary>When, as understood or as said.</summary>
    public string? WhenText { get; init; }

    /// <summary>Clues or links.</summary>
    public string? Evidence { get; init; }

    /// <summary>The clause whose answer led here.</summary>
    public string? ClauseId { get; init; }

    /// <summary>The last question asked in the middle, in case it was meant as the content.</summary>
    public string? PendingAside { get; init; }

    /// <summary>The first question without an answer, or <see cref="IntakeSlot.Confirm"/>.</summary>
    public IntakeSlot FirstOpen() => this switch
    {
        { Tier: null } => IntakeSlot.Tier,
        { CategoryId: null } => IntakeSlot.Category,
        { What: null } => IntakeSlot.What,
        { UnitText: null } => IntakeSlot.Unit,
        { WhenText: null } => IntakeSlot.When,
        { Evidence: null } => IntakeSlot.Evidence,
        _ => IntakeSlot.Confirm,
    };

    /// <summary>With the next open question.</summary>
    public IntakeDraft Onward() => this with { Step = FirstOpen(), PendingAside = null, UnitCandidates = [] };
}
