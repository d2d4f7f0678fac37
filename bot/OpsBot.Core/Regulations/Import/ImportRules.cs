namespace OpsBot.Core.Regulations.Import;

/// <summary>Words by which the importer tells furniture from text (<c>general/import.json</c>).</summary>
/// <param name="MaximumBytes">Larger files are refused.</param>
/// <param name="SecretMarks">A heading with one of these is refused.</param>
/// <param name="NavigationCues">A line near the top with one of these and a ">" ends the page's navigation.</param>
/// <param name="ByLineCues">A short line that begins or ends so tells who wrote or published; it is no text.</param>
/// <param name="CreditCues">A short line after the text that begins so ends a press report.</param>
/// <param name="EndCues">A short line that begins so starts the list of other articles.</param>
/// <param name="FooterCues">A line with one of these belongs to the web site.</param>
/// <param name="TemplateCues">Cut lines with one of these show that the text is a sample, not a document.</param>
/// <param name="IssuerEndings">A line of a signature ends so.</param>
/// <param name="DocumentNouns">A title ends so.</param>
/// <param name="SpeechNouns">A title that ends so is a speech.</param>
/// <param name="RuleWords">A sentence with one of these states a rule and becomes a clause of its own in prose.</param>
/// <param name="SegmentOpeners">A sentence of prose that begins so starts a new clause.</param>
/// <param name="SegmentLength">Sentences of prose are joined up to this many characters.</param>
public sealed record ImportRules(
    int MaximumBytes,
    IReadOnlyList<string> SecretMarks,
    IReadOnlyList<string> NavigationCues,
    IReadOnlyList<string> ByLineCues,
    IReadOnlyList<string> CreditCues,
    IReadOnlyList<string> EndCues,
    IReadOnlyList<string> FooterCues,
    IReadOnlyList<string> TemplateCues,
    IReadOnlyList<string> IssuerEndings,
    IReadOnlyList<string> DocumentNouns,
    IReadOnlyList<string> SpeechNouns,
    IReadOnlyList<string> RuleWords,
    IReadOnlyList<string> SegmentOpeners,
    int SegmentLength)
{
    /// <exception cref="FormatException">The text is not a rule file.</exception>
    public static ImportRules Parse(string json) => PackJson.Parse<ImportRules>(json, "import.json");
}
