using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations.Utterances;

/// <summary>Words by which a message is told apart from a question (<c>general/utterances.json</c>).</summary>
/// <param name="LongestFragment">Letters of the longest piece of a talk.</param>
/// <param name="LongestSmallTalk">Letters of the longest small talk.</param>
/// <param name="LongestVenting">Letters of the longest grief without a matter.</param>
/// <param name="LongestDistress">Letters; what is longer tells a story besides.</param>
/// <param name="PastedLength">Letters from which a text in which nothing is asked was pasted.</param>
/// <param name="PastedLines">Lines from which it was.</param>
/// <param name="Light">Words that carry no matter.</param>
/// <param name="Slogans">Sayings of official language.</param>
/// <param name="SmallTalk">Small talk by kind.</param>
/// <param name="Insults">Insults of the bot.</param>
/// <param name="Venting">Words of grief about work.</param>
/// <param name="PastedStarts">How a pasted text begins.</param>
/// <param name="Pasted">Marks of a pasted text.</param>
/// <param name="Asks">Something is asked.</param>
/// <param name="Tells">Somebody tells what is imposed.</param>
/// <param name="Distress">Self-harm.</param>
/// <param name="Violence">Hurting others.</param>
/// <param name="Service">Questions about the bot itself.</param>
/// <param name="Folds">Ways to ask that are brought into one form before a turn is looked for.</param>
/// <param name="Turned">Questions that ask the other way round.</param>
/// <param name="Danger">Real danger.</param>
/// <param name="NoDanger">With one of these it is paper work about danger.</param>
public sealed record UtteranceCues(
    int LongestFragment,
    int LongestSmallTalk,
    int LongestVenting,
    int LongestDistress,
    int PastedLength,
    int PastedLines,
    IReadOnlyList<string> Light,
    IReadOnlyList<string> Slogans,
    IReadOnlyList<CueGroup> SmallTalk,
    IReadOnlyList<string> Insults,
    IReadOnlyList<string> Venting,
    IReadOnlyList<string> PastedStarts,
    IReadOnlyList<string> Pasted,
    IReadOnlyList<string> Asks,
    IReadOnlyList<string> Tells,
    AlarmCues Distress,
    AlarmCues Violence,
    IReadOnlyList<CueGroup> Service,
    IReadOnlyDictionary<string, string> Folds,
    IReadOnlyList<TurnCue> Turned,
    IReadOnlyList<string> Danger,
    IReadOnlyList<string> NoDanger)
{
    /// <exception cref="FormatException">The text is not a list of such words.</exception>
    public static UtteranceCues Parse(string json) => PackJson.Parse<UtteranceCues>(json, "utterances.json");

    internal static bool Holds(string text, IReadOnlyList<string> words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
