namespace OpsBot.Core.Regulations.Utterances;

/// <summary>Words of self-harm or of violence.</summary>
/// <param name="Plain">They say it about the speaker, unless somebody else is spoken of.</param>
/// <param name="Doubtful">They do so only of the speaker, or where nothing is asked.</param>
/// <param name="Self">The speaker.</param>
/// <param name="Others">Somebody else.</param>
/// <param name="Unless">Sayings that hold such words and mean nothing by them.</param>
public sealed record AlarmCues(
    IReadOnlyList<string> Plain,
    IReadOnlyList<string> Doubtful,
    IReadOnlyList<string> Self,
    IReadOnlyList<string> Others,
    IReadOnlyList<string> Unless)
{
    /// <summary>True when the speaker means it. A question about others, as people ask about a case, does not count.</summary>
    public bool Holds(string text, bool asks)
    {
        foreach (var saying in Unless)
            text = text.Replace(saying, " ", StringComparison.Ordinal);
        var ofOthers = UtteranceCues.Holds(text, Others);
        if (UtteranceCues.Holds(text, Plain))
            return !(asks && ofOthers);
        return UtteranceCues.Holds(text, Doubtful) && !ofOthers && (!asks || UtteranceCues.Holds(text, Self));
    }
}
