using OpsBot.Core.Regulations.Examples;

namespace OpsBot.Core.Regulations.Search;

/// <summary>Weights and limits of the search (<c>general/search.json</c>).</summary>
/// <param name="Saturation">BM25 k1: how soon repeating a term stops helping.</param>
/// <param name="LengthPenalty">BM25 b: how much long clauses are held back, 0 to 1.</param>
/// <param name="CharacterWeight">Weight of a single character; a pair of neighbours weighs 1.</param>
/// <param name="PathWeight">How much an occurrence in the headings counts against one in the text.</param>
/// <param name="ExpansionWeight">Weight of official terms that came from the word list.</param>
/// <param name="ActWeight">Score added for a clause that rules the act described, times the act's weight.</param>
/// <param name="ActSpecificity">Exponent on the number of word groups of an act: how much more a specific act weighs.</param>
/// <param name="ActRankDecay">Factor for each later phrase of an act: the first names the matter best.</param>
/// <param name="SentenceWeight">How much the best single sentence's share of the question lifts a clause.</param>
/// <param name="FrameFactor">Factor for preambles, introductions, closings and signatures: they frame the rules.</param>
/// <param name="NumberFactor">Factor for clauses with digits when the question asks for a number.</param>
/// <param name="ShapeFactor">Factor for clauses that hold the kind of thing asked for.</param>
/// <param name="AskerFactor">Factor for clauses of the asker's own territory when the question names none.</param>
/// <param name="MinimumShare">Share of the question's weight that the best clause must cover; below it the library is silent.</param>
/// <param name="MinimumShareUnfamiliar">The same for a question with no word of the word list and no place: it is less likely about this matter.</param>
/// <param name="MinimumShareDomain">The same for a judgement or grievance that names offices or their work: it is almost surely about this matter.</param>
/// <param name="MinimumShareElsewhere">Where only other places rule the act described, a named place is silent below this share.</param>
/// <param name="RelatedScore">Further clauses are cited down to this part of the best score.</param>
/// <param name="MaximumCitations">Clauses in an answer.</param>
/// <param name="ShownCitations">Of these, shown in the text.</param>
/// <param name="MaximumQuote">Longer clauses are quoted in part, in characters.</param>
/// <param name="Examples">How the example questions count.</param>
public sealed record SearchSettings(
    float Saturation,
    float LengthPenalty,
    float CharacterWeight,
    float PathWeight,
    float ExpansionWeight,
    float ActWeight,
    float ActSpecificity,
    float ActRankDecay,
    float SentenceWeight,
    float FrameFactor,
    float NumberFactor,
    float ShapeFactor,
    float AskerFactor,
    float MinimumShare,
    float MinimumShareUnfamiliar,
    float MinimumShareDomain,
    float MinimumShareElsewhere,
    float RelatedScore,
    int MaximumCitations,
    int ShownCitations,
    int MaximumQuote,
    ExampleSettings Examples)
{
    /// <exception cref="FormatException">The text is not a settings file.</exception>
    public static SearchSettings Parse(string json) => PackJson.Parse<SearchSettings>(json, "search.json");
}
