using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations.Utterances;

/// <summary>
/// Stands before the library and says what kind a message is, so that nothing is ruled where nothing was asked. Pure; knows
/// words and shapes, no clause.
/// </summary>
public sealed class UtteranceReader(UtteranceCues cues, CommandReader commands)
{
    private const int ShortestPattern = 3;

    private readonly WordCover _light = new([.. cues.Light, .. cues.Slogans]);

    /// <param name="text">The message, normalised.</param>
    /// <param name="isKnownMatter">It names a matter of the rules: a described act, an official term, an office.</param>
    /// <param name="lines">How many lines were sent.</param>
    public Utterance Read(string text, bool isKnownMatter, int lines = 1)
    {
        var letters = text.Count(char.IsLetterOrDigit);
        if (Alarm(text) is { } alarm) return Utterance.Of(alarm);
        if (commands.Read(text) is { Count: > 0 } meant) return new Utterance(UtteranceKind.Command, "", meant);
        if (cues.Service.FirstOrDefault(group => group.Holds(text)) is { } service) return Utterance.Of(UtteranceKind.Service, service.Name);
        var asks = UtteranceCues.Holds(text, cues.Asks);
        var tells = UtteranceCues.Holds(text, cues.Tells);
        if (!tells && !isKnownMatter && letters <= cues.LongestSmallTalk && Talk(text, asks) is { } talk) return Utterance.Of(UtteranceKind.SmallTalk, talk.Name);
        if (letters <= cues.LongestFragment && (_light.Covers(text) || IsMash(text))) return Utterance.Of(UtteranceKind.Fragment);
        if (!asks && IsPasted(text, letters, lines)) return Utterance.Of(UtteranceKind.Pasted);
        if (!asks && letters <= cues.LongestVenting && UtteranceCues.Holds(text, cues.Venting) && !(tells && isKnownMatter)) return Utterance.Of(UtteranceKind.Venting, "grief");
        if (!asks && !isKnownMatter && letters <= cues.LongestSmallTalk && UtteranceCues.Holds(text, cues.Insults)) return Utterance.Of(UtteranceKind.Venting, "insult");
        return Utterance.Of(asks || tells ? UtteranceKind.Question : UtteranceKind.Topic);
    }

    /// <summary>Words of self-harm or of violence; null when there are none that are meant.</summary>
    public UtteranceKind? Alarm(string text)
    {
        var asks = UtteranceCues.Holds(text, cues.Asks);
        if (cues.Distress.Holds(text, asks)) return UtteranceKind.Distress;
        return cues.Violence.Holds(text, asks) ? UtteranceKind.Violence : null;
    }

    /// <summary>An alarm and little else, so that it answers no question of a form.</summary>
    public bool IsAlarmAlone(string text) => Alarm(text) is not null && text.Count(char.IsLetterOrDigit) <= cues.LongestDistress;

    /// <summary>The question asks the other way round: may we leave it, must we, surely not.</summary>
    public bool IsTurned(string question)
    {
        var folded = question;
        foreach (var (said, form) in cues.Folds)
            folded = folded.Replace(said, form, StringComparison.Ordinal);
        return cues.Turned.Any(cue => cue.Holds(folded));
    }

    /// <summary>It speaks of real danger, not of paper work about it.</summary>
    public bool IsDanger(string question) => UtteranceCues.Holds(question, cues.Danger) && !UtteranceCues.Holds(question, cues.NoDanger);

    private bool IsPasted(string text, int letters, int lines) =>
        lines >= cues.PastedLines || letters >= cues.PastedLength || UtteranceCues.Holds(text, cues.Pasted) || cues.PastedStarts.Any(start => text.StartsWith(start, StringComparison.Ordinal));

    // Who asks in words of small talk asks the bot itself (吃了吗); anything else that is asked may be a matter.
    private CueGroup? Talk(string text, bool asks)
    {
        foreach (var group in cues.SmallTalk)
        {
            if (!group.Holds(text)) continue;
            var rest = text;
            foreach (var word in group.All.SelectMany(words => words).OrderByDescending(word => word.Length))
                rest = rest.Replace(word, "", StringComparison.OrdinalIgnoreCase);
            if (!asks || _light.Covers(rest)) return group;
        }

        return null;
    }

    // One sign or pair over and over, digits alone, or a few Latin letters that are no sentence.
    private static bool IsMash(string text)
    {
        var letters = string.Concat(text.Where(char.IsLetterOrDigit));
        if (letters.All(char.IsAsciiDigit)) return true;
        if (letters.All(char.IsAscii) && !text.Trim().Contains(' ', StringComparison.Ordinal)) return true;
        return letters.Length >= ShortestPattern && letters.Distinct().Count() <= 2;
    }
}
