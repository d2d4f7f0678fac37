namespace OpsBot.Core.Regulations.Import;

/// <summary>The content of one <c>source.json</c>.</summary>
public sealed record SourceSidecar(int Schema, string Pack, IReadOnlyList<SourceRecord> Documents)
{
    /// <exception cref="FormatException">The text is not a sidecar.</exception>
    public static SourceSidecar Parse(string json) => PackJson.Parse<SourceSidecar>(json, "source.json");
}
