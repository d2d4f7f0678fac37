using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Recognises greetings, thanks and the like by their words.</summary>
internal sealed class SmallTalkReader(QuestionCues cues)
{
    /// <summary>The reply, or null when more is said than that.</summary>
    public string? Reply(string text)
    {
        foreach (var cue in cues.SmallTalk.Where(candidate => candidate.Holds(text)))
        {
            var rest = cue.All.SelectMany(words => words).OrderByDescending(word => word.Length).Aggregate(text, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
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
