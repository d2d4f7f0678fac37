namespace OpsBot.Core.Regulations.Import;

/// <summary>One clause compared between two versions by its number; <paramref name="Old"/> or <paramref name="New"/> is null where it is missing.</summary>
public sealed record ClauseChange(string Number, Clause? Old, Clause? New)
{
    public ClauseChangeKind Kind =>
        Old is null ? ClauseChangeKind.Added
        : New is null ? ClauseChangeKind.Removed
        : Old.Text == New.Text && Old.Path.SequenceEqual(New.Path) ? ClauseChangeKind.Unchanged
        : ClauseChangeKind.Changed;

    /// <summary>New clauses in reading order, then those that are gone.</summary>
    public static IReadOnlyList<ClauseChange> Between(IReadOnlyList<Clause> old, IReadOnlyList<Clause> current)
    {
        var before = old.ToDictionary(clause => clause.Number, StringComparer.Ordinal);
        var kept = current.Select(clause => clause.Number).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. current.Select(clause => new ClauseChange(clause.Number, before.GetValueOrDefault(clause.Number), clause)),
            .. old.Where(clause => !kept.Contains(clause.Number)).Select(clause => new ClauseChange(clause.Number, clause, null)),
        ];
    }
}
