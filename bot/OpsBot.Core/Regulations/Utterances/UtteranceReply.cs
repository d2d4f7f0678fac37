using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Utterances;

/// <summary>What is answered to a message that is no question to the library: no clause, no verdict.</summary>
internal static class UtteranceReply
{
    public static Answer To(Utterance utterance, Helplines helplines) => utterance.Kind switch
    {
        UtteranceKind.Command => Answer.Plain(AnswerStatus.Clarify, UtteranceTexts.Command(utterance.Commands), utterance.Commands),
        UtteranceKind.Fragment => Answer.Plain(AnswerStatus.Clarify, UtteranceTexts.Fragment),
        UtteranceKind.Pasted => Answer.Plain(AnswerStatus.Clarify, UtteranceTexts.Pasted),
        UtteranceKind.Venting => Answer.Plain(AnswerStatus.SmallTalk, utterance.Topic == "insult" ? UtteranceTexts.Insult : UtteranceTexts.Grief, RegulationTexts.ReportOption),
        UtteranceKind.Service => Answer.Plain(AnswerStatus.SmallTalk, UtteranceTexts.Service(utterance.Topic)),
        UtteranceKind.Distress => Answer.Plain(AnswerStatus.SmallTalk, UtteranceTexts.Distress(helplines.SelfHarm)),
        UtteranceKind.Violence => Answer.Plain(AnswerStatus.SmallTalk, UtteranceTexts.Violence(helplines.Violence)),
        _ => Answer.Plain(AnswerStatus.SmallTalk, UtteranceTexts.FeltTalk),
    };
}
