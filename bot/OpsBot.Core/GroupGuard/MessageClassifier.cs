using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>
/// Says of a message in a work group whether it assigns work and whether it tells of danger. Keeps nothing; the same message
/// always gets the same judgement. Safe for any number of callers at once.
/// </summary>
public sealed class MessageClassifier(CueList cues, MessageWeights weights, TraditionalConverter converter)
{
    private readonly MessageFeatures _features = new(cues, converter);
    private readonly double _assignmentLine = LogOdds(cues.AssignmentThreshold);
    private readonly double _emergencyLine = LogOdds(cues.EmergencyThreshold);

    /// <summary>Judges one message of any length.</summary>
    public MessageJudgement Judge(string message)
    {
        if (string.IsNullOrWhiteSpace(message))
            return new MessageJudgement(false, false);
        var score = weights.Score(_features.Of(message));
        return new MessageJudgement(score.Assignment >= _assignmentLine, score.Emergency >= _emergencyLine);
    }

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
