using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>Leads from the keyed hash of a receipt to its case. The receipt itself is nowhere stored.</summary>
public sealed record ReceiptEntry
{
    /// <summary>How it is stored; the id is <see cref="ReceiptKeys.IdOf"/>.</summary>
    public static readonly RecordKind<ReceiptEntry> Kind = new("receipt");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }
}
