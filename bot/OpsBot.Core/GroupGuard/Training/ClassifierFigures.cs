namespace OpsBot.Core.GroupGuard.Training;

/// <summary>How well judgements agree with labels.</summary>
/// <param name="Messages">How many were judged.</param>
/// <param name="Precision">Share of the called assignments that are some.</param>
/// <param name="Recall">Share of the assignments that were called so.</param>
/// <param name="EmergencyRecall">Share of the emergencies that were called so.</param>
/// <param name="EmergencyFalse">Messages wrongly called emergencies.</param>
/// <param name="Misses">Ids judged wrongly in either respect.</param>
public sealed record ClassifierFigures(
    int Messages, double Precision, double Recall, double EmergencyRecall, int EmergencyFalse, IReadOnlyList<string> Misses)
{
    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>Compares judgements, in the order of the messages, with the labels.</summary>
    public static ClassifierFigures Of(IReadOnlyList<LabelledMessage> messages, IReadOnlyList<MessageJudgement> judgements)
    {
        var pairs = messages.Zip(judgements).ToArray();
        var hits = pairs.Count(pair => pair.First.Assignment && pair.Second.Assignment);
        var emergencies = messages.Count(message => message.Emergency);
        return new ClassifierFigures(
            messages.Count,
            Share(hits, judgements.Count(judgement => judgement.Assignment)),
            Share(hits, messages.Count(message => message.Assignment)),
            Share(pairs.Count(pair => pair.First.Emergency && pair.Second.Emergency), emergencies),
            pairs.Count(pair => !pair.First.Emergency && pair.Second.Emergency),
            [.. pairs.Where(pair => pair.First.Assignment != pair.Second.Assignment || pair.First.Emergency != pair.Second.Emergency)
                .Select(pair => pair.First.Id)]);
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
