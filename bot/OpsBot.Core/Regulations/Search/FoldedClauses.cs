namespace OpsBot.Core.Regulations.Search;

/// <summary>The folded clauses of a library, each made when first asked for. Safe for any number of readers.</summary>
internal sealed class FoldedClauses(IReadOnlyList<Clause> clauses)
{
    // Two readers may make the same one; either is right.
    private readonly FoldedClause?[] _made = new FoldedClause?[clauses.Count];

    public FoldedClause At(int position) => _made[position] ??= new FoldedClause(clauses[position]);
}
