namespace OpsBot.Core.Regulations;

/// <summary>The reply to a question about the regulations.</summary>
/// <param name="Status">What kind of reply it is.</param>
/// <param name="Verdict">What the clause says about the act, or null where none is given.</param>
/// <param name="Citations">Clauses, best first; empty unless answered. The text shows at most the first three.</param>
/// <param name="Text">What the user reads.</param>
/// <param name="Options">Ready-made replies to offer as buttons; often empty.</param>
public sealed record Answer(AnswerStatus Status, Verdict? Verdict, IReadOnlyList<Citation> Citations, string Text, IReadOnlyList<string> Options)
{
    public static Answer Plain(AnswerStatus status, string text, params IReadOnlyList<string> options) => new(status, null, [], text, options);
}
