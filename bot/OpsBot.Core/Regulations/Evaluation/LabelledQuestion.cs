namespace OpsBot.Core.Regulations.Evaluation;

/// <summary>One labelled question of an evaluation file.</summary>
/// <param name="Id">Names it in reports.</param>
/// <param name="Q">The question.</param>
/// <param name="Type">verdict, situation, number, procedure, lookup, multi, out_of_scope, chitchat or adversarial.</param>
/// <param name="Gold">Clauses that answer alone; empty where nothing may be answered.</param>
/// <param name="Also">Related clauses.</param>
/// <param name="Verdict">禁止, 允许, 需审批, 不适用, or null.</param>
/// <param name="MustContain">Words that the answer must show.</param>
/// <param name="MustNotContain">Words that it must not show.</param>
/// <param name="Hedge">Not null where 原则上 or 一般不 must be shown.</param>
/// <param name="Subtype">Kind of an out-of-scope question.</param>
public sealed record LabelledQuestion(
    string Id,
    string Q,
    string Type,
    IReadOnlyList<string> Gold,
    IReadOnlyList<string>? Also = null,
    string? Verdict = null,
    IReadOnlyList<string>? MustContain = null,
    IReadOnlyList<string>? MustNotContain = null,
    string? Hedge = null,
    string? Subtype = null)
{
    /// <exception cref="FormatException">A line is no labelled question; the message names it.</exception>
    public static IReadOnlyList<LabelledQuestion> ParseLines(IEnumerable<string> lines) => JsonLines.Parse<LabelledQuestion>(lines);
}
