using System.Text.Json.Serialization;

namespace OpsBot.Core.Regulations;

/// <summary>One reviewable <c>clauses.json</c>: the documents of a territory and their clauses.</summary>
public sealed record ClausePack(string Id, IReadOnlyList<SourceDocument> Documents, IReadOnlyList<Clause> Clauses)
{
    private const int CurrentSchema = 1;

    /// <exception cref="FormatException">The text is not a clause pack of a schema this version can read.</exception>
    public static ClausePack Parse(string json)
    {
        var stored = PackJson.Parse<StoredPack>(json, "clauses.json");
        if (stored.Schema is < 1 or > CurrentSchema)
            throw new FormatException($"clauses.json of pack '{stored.Pack}' has schema {stored.Schema}; this version reads schema {CurrentSchema}.");
        var documents = new List<SourceDocument>();
        var clauses = new List<Clause>();
        foreach (var item in stored.Documents)
        {
            var document = new SourceDocument(item.Id, stored.Pack, item.Title, item.Issuer, item.Date, item.Territory, item.Kind, item.SourceSha256, item.About, item.Version ?? 1, item.SupersededBy);
            documents.Add(document);
            clauses.AddRange(item.Clauses.Select(clause =>
                new Clause($"{item.Id}:{clause.Number}", document, clause.Number, clause.Path, clause.Text, clause.SourceStart, clause.SourceLength)));
        }

        return new ClausePack(stored.Pack, documents, clauses);
    }

    /// <summary>The pack as indented JSON with readable Chinese characters; the same pack always gives the same bytes.</summary>
    public string ToJson() => PackJson.Write(new StoredPack(
        CurrentSchema,
        Id,
        [.. Documents.Select(document => new StoredDocument(
            document.Id, document.Title, document.Issuer, document.Date, document.Territory, document.Kind, document.About, document.SourceHash,
            document.Version == 1 ? null : document.Version, document.SupersededBy,
            [.. Clauses.Where(clause => clause.Document == document)
                .Select(clause => new StoredClause(clause.Number, clause.Path, clause.Text, clause.SourceStart, clause.SourceLength))]))]));

    private sealed record StoredPack(int Schema, string Pack, IReadOnlyList<StoredDocument> Documents);

    private sealed record StoredDocument(
        string Id,
        string Title,
        string? Issuer,
        DateOnly? Date,
        string? Territory,
        [property: JsonConverter(typeof(JsonStringEnumConverter<ClauseKind>))] ClauseKind Kind,
        string? About,
        string SourceSha256,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SupersededBy,
        IReadOnlyList<StoredClause> Clauses);

    private sealed record StoredClause(string Number, IReadOnlyList<string> Path, string Text, int SourceStart, int SourceLength);
}
