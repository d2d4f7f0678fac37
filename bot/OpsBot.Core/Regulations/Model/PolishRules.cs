namespace OpsBot.Core.Regulations.Model;

/// <summary>Words and limits of the check (<c>general/polish.json</c>).</summary>
/// <param name="MaximumLength">Characters a sentence may have.</param>
/// <param name="MinimumShare">Share of its Chinese characters that must come from the sentence or the clauses.</param>
/// <param name="Forbids">Words that forbid; looked for before the others, so that 不可以 is not read as 可以.</param>
/// <param name="Allows">Words that allow.</param>
/// <param name="Approvals">Words that ask for approval.</param>
/// <param name="Hedges">Words that limit a rule.</param>
/// <param name="Measures">Characters that follow a number as its unit.</param>
public sealed record PolishRules(
    int MaximumLength,
    double MinimumShare,
    IReadOnlyList<string> Forbids,
    IReadOnlyList<string> Allows,
    IReadOnlyList<string> Approvals,
    IReadOnlyList<string> Hedges,
    string Measures)
{
    /// <exception cref="FormatException">The text is not a rule file.</exception>
    public static PolishRules Parse(string json) => PackJson.Parse<PolishRules>(json, "polish.json");
}
