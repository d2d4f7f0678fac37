namespace OpsBot.Core.Regulations.Questions;

/// <summary>Words by which a question is told apart before any search (<c>general/questions.json</c>).</summary>
/// <param name="MaximumLength">Longer questions are not searched; the asker is told so.</param>
/// <param name="Fillers">Words that carry no matter (请问, 行不行); left out of the search, longest first.</param>
/// <param name="Refusals">Wishes to invent, alter or reveal.</param>
/// <param name="SmallTalk">Greetings, thanks and the like; only when little else is said.</param>
/// <param name="SmallTalkRemainder">How many characters may remain besides the cues for a message to be small talk.</param>
/// <param name="AbsentDocuments">Well-known documents that the library does not hold.</param>
/// <param name="OffTopics">Matters that the library is not about.</param>
/// <param name="Gaps">Things that a document of the library mentions without giving them.</param>
/// <param name="Shapes">What an answer must contain when the question asks for a particular thing.</param>
/// <param name="NumberCues">The question asks for a number.</param>
/// <param name="Comparisons">The question wants several places side by side without naming them.</param>
/// <param name="Typos">Frequent slips and their correct form.</param>
/// <param name="Domain">Offices, their people and their work: a question that names them is likely about this matter.</param>
public sealed record QuestionCues(
    int MaximumLength,
    IReadOnlyList<string> Fillers,
    IReadOnlyList<CueGroup> Refusals,
    IReadOnlyList<CueGroup> SmallTalk,
    int SmallTalkRemainder,
    IReadOnlyList<AbsentDocument> AbsentDocuments,
    IReadOnlyList<CueGroup> OffTopics,
    IReadOnlyList<CueGroup> Gaps,
    IReadOnlyList<AnswerShape> Shapes,
    IReadOnlyList<string> NumberCues,
    IReadOnlyList<string> Comparisons,
    IReadOnlyDictionary<string, string> Typos,
    IReadOnlyList<string> Domain)
{
    /// <exception cref="FormatException">The text is not a cue file.</exception>
    public static QuestionCues Parse(string json) => PackJson.Parse<QuestionCues>(json, "questions.json");
}

/// <summary>Holds when of every inner list at least one word occurs. A <paramref name="Weak"/> group gives way when the question describes an act that a clause rules.</summary>
public sealed record CueGroup(string Name, IReadOnlyList<IReadOnlyList<string>> All, bool Weak = false)
{
    public bool Holds(string text)
    {
        for (var i = 0; i < All.Count; i++)
            if (!HoldsAny(All[i], text))
                return false;
        return true;
    }

    private static bool HoldsAny(IReadOnlyList<string> words, string text)
    {
        for (var i = 0; i < words.Count; i++)
            if (text.Contains(words[i], StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}

/// <summary>A document people ask about that is not in the library. It counts as named when one of <paramref name="Names"/> occurs.</summary>
public sealed record AbsentDocument(string Title, IReadOnlyList<string> Names);

/// <summary>When a cue occurs in the question, the clause must hold one of the words, or a digit right before one of the units.</summary>
public sealed record AnswerShape(string Name, IReadOnlyList<string> Cues, IReadOnlyList<string> Words, IReadOnlyList<string> Units)
{
    public bool Asked(string question) => Cues.Any(cue => question.Contains(cue, StringComparison.Ordinal));

    public bool Met(string text) => Words.Any(word => text.Contains(word, StringComparison.Ordinal)) || Units.Any(unit => HasNumberBefore(text, unit));

    private static bool HasNumberBefore(string text, string unit)
    {
        for (var at = text.IndexOf(unit, StringComparison.Ordinal); at >= 0; at = text.IndexOf(unit, at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && char.IsAsciiDigit(text[at - 1])) return true;
        }

        return false;
    }
}
