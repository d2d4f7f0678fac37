using OpsBot.Core.Regulations.Import;

namespace OpsBot.Web.Documents;

/// <summary>The text of a file, or why there is none. Exactly one of the two is set.</summary>
public sealed record DocumentReading(SourceText? Source, string? Refusal)
{
    internal static DocumentReading Refused(string reason) => new(null, reason);
}
