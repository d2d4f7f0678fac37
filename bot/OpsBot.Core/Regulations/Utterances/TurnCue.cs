namespace OpsBot.Core.Regulations.Utterances;

/// <summary>One way to turn a question round.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">One of these is said,</param>
/// <param name="Then">and behind it one of these; empty: nothing more.</param>
/// <param name="Reach">How many characters may stand between the two.</param>
/// <param name="Unless">But none of these.</param>
public sealed record TurnCue(string Name, IReadOnlyList<string> First, IReadOnlyList<string> Then, int Reach, IReadOnlyList<string> Unless)
{
    private static readonly char[] Commas = [',', '，', '。', ';', '；'];

    /// <summary>True when the question is turned in this way.</summary>
    public bool Holds(string question)
    {
        if (UtteranceCues.Holds(question, Unless))
            return false;
        foreach (var word in First)
        {
            for (var at = question.IndexOf(word, StringComparison.Ordinal); at >= 0; at = question.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var rest = Near(question[(at + word.Length)..]);
                // "可以不" at the end asks "may I"; it takes something behind it to be left undone.
                if (Then.Count == 0 ? rest.Any(char.IsLetter) : Then.Any(then => rest.IndexOf(then, StringComparison.Ordinal) is var gap && gap >= 0 && gap <= Reach && (then != "不" || rest[(gap + 1)..].Any(char.IsLetter))))
                    return true;
            }
        }

        return false;
    }

    // What is said two commas later is about something else.
    private static string Near(string rest)
    {
        var comma = rest.IndexOfAny(Commas);
        var second = comma < 0 ? -1 : rest.IndexOfAny(Commas, comma + 1);
        return second < 0 ? rest : rest[..second];
    }
}
