namespace OpsBot.Core.Regulations;

/// <summary>The smallest citable piece of a source document.</summary>
/// <param name="Id">Stable and readable: document id, colon, number, for example <c>zhejiang-2020:29</c>.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Number">Number inside the document: <c>29</c>, <c>二(三)</c>, <c>¶13.2</c>, <c>closing</c>.</param>
/// <param name="Path">Headings above it and its own label, outermost first.</param>
/// <param name="Text">The words, cleaned; a quote must be a substring of it.</param>
/// <param name="SourceStart">Offset of the first character in the source file, in UTF-16 units.</param>
/// <param name="SourceLength">Length in the source file; cleaning that stretch gives <paramref name="Text"/> again.</param>
public sealed record Clause(
    string Id,
    SourceDocument Document,
    string Number,
    IReadOnlyList<string> Path,
    string Text,
    int SourceStart,
    int SourceLength)
{
    public string Title => Document.Title;

    public string? Territory => Document.Territory;

    public ClauseKind Kind => Document.Kind;
}
