namespace OpsBot.Core.Regulations.Examples;

/// <summary>A question as somebody might type it, and what a person answered (<c>general/examples.jsonl</c>). Made up, not collected from users.</summary>
/// <param name="Q">The words.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Clauses">Ids of the clauses that answer it alone, best first.</param>
/// <param name="Verdict">What they say about the act described, or null.</param>
public sealed record ExampleQuestion(string Q, ExampleKind Kind, IReadOnlyList<string>? Clauses = null, Verdict? Verdict = null)
{
    /// <exception cref="FormatException">A line is no example; the message names it.</exception>
    public static IReadOnlyList<ExampleQuestion> ParseLines(IEnumerable<string> lines) => JsonLines.Parse<ExampleQuestion>(lines);
}
