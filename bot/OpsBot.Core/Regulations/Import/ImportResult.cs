namespace OpsBot.Core.Regulations.Import;

/// <summary>What the importer made of one file.</summary>
/// <param name="Document">The document, or null when refused.</param>
/// <param name="Clauses">Its clauses in reading order.</param>
/// <param name="Lines">What happened to each line.</param>
/// <param name="Refusal">A plain sentence when nothing could be imported, otherwise null.</param>
/// <param name="Notes">Plain sentences for the reviewer; null means none.</param>
public sealed record ImportResult(
    SourceDocument? Document,
    IReadOnlyList<Clause> Clauses,
    IReadOnlyList<ReviewLine> Lines,
    string? Refusal = null,
    IReadOnlyList<string>? Notes = null)
{
    /// <summary>Nothing was read, for the reason given.</summary>
    public static ImportResult Refused(string reason) => new(null, [], [], reason);
}
