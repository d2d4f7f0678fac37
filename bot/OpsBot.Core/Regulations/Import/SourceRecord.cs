namespace OpsBot.Core.Regulations.Import;

/// <summary>
/// The small hand-written record beside a pack (<c>source.json</c>): what the text itself does not say, and the ids.
/// A source is recognised by its SHA-256, never by its file name. A null field is taken from the text.
/// </summary>
public sealed record SourceRecord(
    string SourceSha256,
    string Id,
    string? Title = null,
    string? Issuer = null,
    DateOnly? Date = null,
    string? Territory = null,
    string? Kind = null,
    string? About = null);
