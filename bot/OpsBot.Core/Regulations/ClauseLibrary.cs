namespace OpsBot.Core.Regulations;

/// <summary>All clauses in memory. Immutable; safe for any number of readers.</summary>
public sealed class ClauseLibrary
{
    private readonly Dictionary<string, Clause> _byId;

    /// <exception cref="ArgumentException">Two clauses share an id: the packs contradict each other and must be repaired.</exception>
    public ClauseLibrary(IEnumerable<ClausePack> packs)
    {
        Clauses = [.. packs.OrderBy(pack => pack.Id, StringComparer.Ordinal).SelectMany(pack => pack.Clauses)];
        Documents = [.. Clauses.Select(clause => clause.Document).Distinct()];
        _byId = new Dictionary<string, Clause>(Clauses.Count, StringComparer.Ordinal);
        foreach (var clause in Clauses)
        {
            if (!_byId.TryAdd(clause.Id, clause))
                throw new ArgumentException($"Clause id '{clause.Id}' occurs twice. Give the documents different ids in source.json and import again.", nameof(packs));
        }
    }

    public IReadOnlyList<Clause> Clauses { get; }

    public IReadOnlyList<SourceDocument> Documents { get; }

    public Clause? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True when the clause exists and holds the quote word for word.</summary>
    public bool Holds(string clauseId, string quote) =>
        quote.Length > 0 && Find(clauseId) is { } clause && clause.Text.Contains(quote, StringComparison.Ordinal);
}
