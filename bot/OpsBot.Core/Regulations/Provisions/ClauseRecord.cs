namespace OpsBot.Core.Regulations.Provisions;

/// <summary>What could be read from a clause by parsing alone. A reading aid for verdicts; the quote stays the truth.</summary>
/// <param name="Provisions">Its parts in order; together they cover the text.</param>
/// <param name="Exceptions">Written exceptions.</param>
/// <param name="Approvals">Parts that name an approval, filing or consent path.</param>
/// <param name="Quantities">Numbers with units.</param>
public sealed record ClauseRecord(
    IReadOnlyList<Provision> Provisions,
    IReadOnlyList<ClauseException> Exceptions,
    IReadOnlyList<Provision> Approvals,
    IReadOnlyList<Quantity> Quantities)
{
    public Provision At(int offset) => Provisions.First(provision => offset < provision.End);
}
