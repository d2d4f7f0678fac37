using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard.Training;

/// <summary>Judges each message with weights learned from the others, fold by fold.</summary>
public sealed class MessageCrossValidation(CueList cues, TraditionalConverter converter)
{
    private const int Folds = 5;

    /// <summary>Message number i belongs to fold i modulo 5, so that each kind is in each fold.</summary>
    public ClassifierFigures Run(IReadOnlyList<LabelledMessage> messages)
    {
        var trainer = new MessageTrainer(cues, converter);
        var classifiers = Enumerable.Range(0, Folds)
            .Select(fold => new MessageClassifier(cues, trainer.Train([.. messages.Where((_, i) => i % Folds != fold)]), converter))
            .ToArray();
        return ClassifierFigures.Of(messages, [.. messages.Select((message, i) => classifiers[i % Folds].Judge(message.Text))]);
    }
}
