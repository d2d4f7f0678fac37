namespace OpsBot.Core.Regulations.Import;

/// <summary>What the importer made of one file. <paramref name="Refusal"/> is a plain sentence when nothing could be imported, otherwise null.</summary>
public sealed record ImportResult(SourceDocument? Document, IReadOnlyList<Clause> Clauses, IReadOnlyList<ReviewLine> Lines, string? Refusal = null);
