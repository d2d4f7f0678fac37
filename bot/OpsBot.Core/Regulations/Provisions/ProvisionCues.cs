namespace OpsBot.Core.Regulations.Provisions;

/// <summary>Words by which provisions and described acts are read (<c>general/provisions.json</c>).</summary>
/// <param name="Forbidden">Words of a plain prohibition.</param>
/// <param name="InPrinciple">Words that leave room in a prohibition.</param>
/// <param name="Permitted">Words of a permission.</param>
/// <param name="Encouraged">Words of encouragement.</param>
/// <param name="Approval">Words of an approval, filing or consent path.</param>
/// <param name="Unapproved">未经: with a word of approval behind it, a prohibition is an approval path.</param>
/// <param name="Required">Words of a duty.</param>
/// <param name="Soft">Words of advice.</param>
/// <param name="Subjects">Who can be bound.</param>
/// <param name="Limits">Words that make a number an upper limit.</param>
/// <param name="Units">Unit as said, and as written.</param>
/// <param name="AskApproval">The question is after the approval path.</param>
/// <param name="Approved">The question says that approval was given.</param>
/// <param name="AskFact">The question asks for a fact, not for a judgement.</param>
/// <param name="AskJudgement">The question asks for a judgement even if it also asks for a fact.</param>
/// <param name="NegatedException">Before or behind a word of an exception they take it back (党报以外).</param>
/// <param name="OwnMatter">The actor acts for itself (县里自己).</param>
/// <param name="Levels">Level of government and its words, as said and as written.</param>
public sealed record ProvisionCues(
    IReadOnlyList<string> Forbidden,
    IReadOnlyList<string> InPrinciple,
    IReadOnlyList<string> Permitted,
    IReadOnlyList<string> Encouraged,
    IReadOnlyList<string> Approval,
    IReadOnlyList<string> Unapproved,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Soft,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Limits,
    IReadOnlyDictionary<string, string> Units,
    IReadOnlyList<string> AskApproval,
    IReadOnlyList<string> Approved,
    IReadOnlyList<string> AskFact,
    IReadOnlyList<string> AskJudgement,
    IReadOnlyList<string> NegatedException,
    IReadOnlyList<string> OwnMatter,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Levels)
{
    /// <exception cref="FormatException">The text is not a cue file.</exception>
    public static ProvisionCues Parse(string json) => PackJson.Parse<ProvisionCues>(json, "provisions.json");

    /// <summary>The first of the words that occurs, longest first where two start together, or null.</summary>
    public static string? FirstIn(string text, IReadOnlyList<string> words) =>
        words.Where(word => text.Contains(word, StringComparison.Ordinal))
            .OrderBy(word => text.IndexOf(word, StringComparison.Ordinal)).ThenByDescending(word => word.Length).FirstOrDefault();
}
