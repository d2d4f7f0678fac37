using OpsBot.Core.Organization.Names;

namespace OpsBot.Core.Complaints;

/// <summary>A unit or person whom a report names. It holds the name alone, never other words of the reporter.</summary>
public sealed record CaseMention
{
    /// <summary>Unit, person, or not to be told from the directory.</summary>
    public required NameKind Kind { get; init; }

    /// <summary>The name as typed, without signs that cannot be seen.</summary>
    public required string Words { get; init; }

    /// <summary>The unit; for an unknown name those that it may be.</summary>
    public IReadOnlyList<string> UnitIds { get; init; } = [];

    /// <summary>The person; for an unknown name those whom it may be.</summary>
    public IReadOnlyList<string> PersonIds { get; init; } = [];

    /// <summary>The one reading of an unknown name is near enough to be taken with a mark alone.</summary>
    public bool? IsLikely { get; init; }

    /// <summary>What the office said; null: not yet.</summary>
    public MentionMark? Mark { get; init; }

    /// <summary>The office said that the directory does not have it.</summary>
    public bool? IsOutside { get; init; }
}
