using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Recognises greetings, thanks and the like by their words.</summary>
internal sealed class SmallTalkReader(QuestionCues cues)
{
    // Each with its words, the longest first.
    private readonly (CueGroup Cue, string[] Words)[] _talk =
        [.. cues.SmallTalk.Select(cue => (cue, cue.All.SelectMany(words => words).OrderByDescending(word => word.Length).ToArray()))];

    /// <summary>The reply, or null when more is said than that.</summary>
    public string? Reply(string text)
    {
        foreach (var (cue, words) in _talk)
        {
            if (!cue.Holds(text)) continue;
            var rest = text;
            foreach (var word in words)
                rest = rest.Replace(word, "", StringComparison.OrdinalIgnoreCase);
            if (rest.Count(char.IsLetterOrDigit) > cues.SmallTalkRemainder) continue;
            return cue.Name switch
            {
                "greeting" => RegulationTexts.Greeting,
                "thanks" => RegulationTexts.Thanks,
                "identity" => RegulationTexts.Identity,
                "goodbye" => RegulationTexts.Goodbye,
                "acknowledged" => RegulationTexts.Acknowledged,
                _ => RegulationTexts.Chat,
            };
        }

        return null;
    }
}
