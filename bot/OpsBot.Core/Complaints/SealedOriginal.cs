using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Complaints;

/// <summary>
/// The reporter's own words, and for the confidential tier who said them. Read only by the office; never part of a message
/// to a unit.
/// </summary>
public sealed record SealedOriginal
{
    /// <summary>How it is stored; the id is the case number.</summary>
    public static readonly RecordKind<SealedOriginal> Kind = new("sealed");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What happened, in the reporter's words.</summary>
    public required string What { get; init; }

    /// <summary>Clues or links the reporter chose to give.</summary>
    public string? Evidence { get; init; }

    /// <summary>The reporter; always null for the anonymous tier.</summary>
    public string? PersonId { get; init; }

    /// <summary>Where the reporter can be told; always null for the anonymous tier.</summary>
    public Address? ReplyAddress { get; init; }

    /// <summary>All of the reporter's words.</summary>
    public string Words() => Evidence is null ? What : What + "\n" + Evidence;
}
