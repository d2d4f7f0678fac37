using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Regulations;

/// <summary>Answers words of self-harm and of violence with somebody to call, before and in the middle of whatever else goes on. Changes nothing.</summary>
public sealed class CareDialog(RegulationAnswerer answerer) : IDialog
{
    /// <inheritdoc/>
    public string Name => "care";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is null && answerer.Care(facts.Message.Text) is not null;

    /// <summary>Nothing else is said, so an open dialog has no answer in it.</summary>
    public bool IsAlone(TurnFacts facts) => answerer.IsCareAlone(facts.Message.Text);

    /// <summary>What is said.</summary>
    public MessageContent Reply(TurnFacts facts) =>
        (answerer.Care(facts.Message.Text) ?? throw new InvalidOperationException("The message is not one of distress.")).Text;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [Reply(facts)]) { IsFreeSpeech = facts.Conversation.Dialog is null };
}
