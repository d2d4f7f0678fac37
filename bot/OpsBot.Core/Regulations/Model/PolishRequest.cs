namespace OpsBot.Core.Regulations.Model;

/// <summary>
/// All that a model may see: the plain sentence made from the clauses, and the clauses. There is no place for the question or the
/// asker, so neither can be sent by mistake.
/// </summary>
/// <param name="Sentence">The extractive sentence; it stands whenever the model fails.</param>
/// <param name="Clauses">The words of the clauses it was made from, at least one.</param>
public sealed record PolishRequest(string Sentence, IReadOnlyList<string> Clauses)
{
    private const int MaximumClauses = 3;

    /// <summary>The request for an answer, or null where there is nothing to rephrase: no clause, no sentence of its own.</summary>
    public static PolishRequest? Of(Answer answer, ClauseLibrary library)
    {
        if (answer.Status != AnswerStatus.Answered) return null;
        var clauses = answer.Citations.Take(MaximumClauses).Select(citation => library.Find(citation.ClauseId)?.Text).OfType<string>().ToList();
        var sentence = SentenceOf(answer);
        return clauses.Count == 0 || sentence.Trim().Length == 0 ? null : new PolishRequest(sentence, clauses);
    }

    /// <summary>The answer with its first line replaced; quotes and sources stay as they are.</summary>
    public static Answer Replace(Answer answer, string sentence) => answer with { Text = sentence + answer.Text[SentenceOf(answer).Length..] };

    private static string SentenceOf(Answer answer) => answer.Text.Split('\n', 2)[0];
}
