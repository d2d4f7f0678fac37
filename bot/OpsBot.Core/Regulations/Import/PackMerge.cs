namespace OpsBot.Core.Regulations.Import;

/// <summary>A pack after one import, and what changed.</summary>
/// <param name="Pack">The pack to store.</param>
/// <param name="Outcome">What the import did.</param>
/// <param name="Document">The document as stored, with its final id and version.</param>
/// <param name="Old">The version before, as now stored; null for a new document.</param>
/// <param name="Changes">Clause by clause; empty for a new document.</param>
public sealed record PackMerge(ClausePack Pack, MergeOutcome Outcome, SourceDocument Document, SourceDocument? Old, IReadOnlyList<ClauseChange> Changes)
{
    /// <summary>
    /// Adds an imported document to a pack. It replaces the document in force with the same id, or with the same title, issuer and
    /// territory, or the one named. Clauses keep their ids as long as they keep their numbers; nothing is ever removed from a pack.
    /// </summary>
    /// <param name="pack">The pack as it is.</param>
    /// <param name="document">The imported document.</param>
    /// <param name="clauses">Its clauses.</param>
    /// <param name="replaces">Id of the document in force that it replaces, or null to look for one.</param>
    /// <param name="separate">True to store it as a document of its own whatever its title says.</param>
    /// <exception cref="ArgumentException"><paramref name="replaces"/> names no document in force.</exception>
    public static PackMerge Into(ClausePack pack, SourceDocument document, IReadOnlyList<Clause> clauses, string? replaces = null, bool separate = false)
    {
        var old = replaces is null ? Match(pack, document, separate) : pack.Documents.FirstOrDefault(item => item.SupersededBy is null && item.Id == replaces)
            ?? throw new ArgumentException($"No document '{replaces}' in force in pack '{pack.Id}'.", nameof(replaces));
        if (old is null)
        {
            return new(
                new ClausePack(pack.Id, [.. pack.Documents, document], [.. pack.Clauses, .. clauses]), MergeOutcome.NewDocument, document, null, []);
        }

        var oldClauses = ClausesOf(pack, old);
        var sameSource = old.SourceHash == document.SourceHash;
        var current = document with
        {
            Id = old.Id,
            PackId = old.PackId,
            Issuer = document.Issuer ?? old.Issuer,
            Territory = document.Territory ?? old.Territory,
            About = document.About ?? old.About,
            Version = sameSource ? old.Version : old.Version + 1,
        };
        var currentClauses = Rename(clauses, current);
        var changes = ClauseChange.Between(oldClauses, currentClauses);
        if (sameSource)
        {
            var same = current == old && changes.All(change => change.Kind == ClauseChangeKind.Unchanged);
            return new(Replace(pack, old, current, currentClauses, null, []), same ? MergeOutcome.Unchanged : MergeOutcome.Reparsed, current, old, changes);
        }

        var kept = old with { Id = $"{old.Id}@{old.Version}", SupersededBy = old.Id };
        return new(Replace(pack, old, current, currentClauses, kept, Rename(oldClauses, kept)), MergeOutcome.NewVersion, current, kept, changes);
    }

    private static SourceDocument? Match(ClausePack pack, SourceDocument document, bool separate)
    {
        var inForce = pack.Documents.Where(item => item.SupersededBy is null).ToList();
        return inForce.FirstOrDefault(item => item.SourceHash == document.SourceHash)
            ?? inForce.FirstOrDefault(item => item.Id == document.Id)
            ?? (separate ? null : inForce.FirstOrDefault(item => item.Title == document.Title && item.Issuer == document.Issuer && item.Territory == document.Territory));
    }

    private static List<Clause> ClausesOf(ClausePack pack, SourceDocument document) => [.. pack.Clauses.Where(clause => clause.Document == document)];

    private static List<Clause> Rename(IReadOnlyList<Clause> clauses, SourceDocument document) =>
        [.. clauses.Select(clause => clause with { Id = $"{document.Id}:{clause.Number}", Document = document })];

    private static ClausePack Replace(
        ClausePack pack, SourceDocument old, SourceDocument current, IReadOnlyList<Clause> currentClauses, SourceDocument? kept, IReadOnlyList<Clause> keptClauses)
    {
        List<SourceDocument> documents = [.. pack.Documents.Select(item => item == old ? current : item)];
        if (kept is not null) documents.Add(kept);
        List<Clause> clauses = [];
        foreach (var document in documents)
            clauses.AddRange(document == current ? currentClauses : document == kept ? keptClauses : ClausesOf(pack, document));
        return new ClausePack(pack.Id, documents, clauses);
    }
}
