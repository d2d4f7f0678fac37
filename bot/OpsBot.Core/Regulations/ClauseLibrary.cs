namespace OpsBot.Core.Regulations;

/// <summary>All clauses in memory. Immutable; safe for any number of readers.</summary>
public sealed class ClauseLibrary
{
    private readonly Dictionary<string, Clause> _byId;

    /// <exception cref="ArgumentException">Two clauses share an id: the packs contradict each other and must be repaired.</exception>
    public ClauseLibrary(IEnumerable<ClausePack> packs)
    {
        List<Clause> all = [.. packs.OrderBy(pack => pack.Id, StringComparer.Ordinal).SelectMany(pack => pack.Clauses)];
        Clauses = [.. all.Where(clause => clause.Document.SupersededBy is null)];
        Documents = [.. Clauses.Select(clause => clause.Document).Distinct()];
        Superseded = [.. all.Select(clause => clause.Document).Where(document => document.SupersededBy is not null).Distinct()];
        _byId = new Dictionary<string, Clause>(all.Count, StringComparer.Ordinal);
        foreach (var clause in all)
        {
            if (!_byId.TryAdd(clause.Id, clause))
                throw new ArgumentException($"Clause id '{clause.Id}' occurs twice. Give the documents different ids in source.json and import again.", nameof(packs));
        }
    }

    /// <summary>The clauses in force; answers come from these only.</summary>
    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>The documents in force.</summary>
    public IReadOnlyList<SourceDocument> Documents { get; }

    /// <summary>Old versions; their clauses are found by id and in no other way.</summary>
    public IReadOnlyList<SourceDocument> Superseded { get; }

    /// <summary>The clause of the same number in the version in force, or null where that version has none.</summary>
    public Clause? CurrentOf(Clause clause) => Find($"{clause.Document.SupersededBy ?? clause.Document.Id}:{clause.Number}");

    /// <summary>A clause by its id, an old version's included.</summary>
    public Clause? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True when the clause exists and holds the quote word for word.</summary>
    public bool Holds(string clauseId, string quote) =>
        quote.Length > 0 && Find(clauseId) is { } clause && clause.Text.Contains(quote, StringComparison.Ordinal);
}
