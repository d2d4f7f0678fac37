using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Regulations;

/// <summary>Answers from the library whatever no other dialog claims. Keeps no state and nothing about who asked.</summary>
public sealed class RegulationDialog(RegulationAnswerer answerer) : IDialog
{
    /// <inheritdoc/>
    public string Name => "regulation";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => false;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var answer = answerer.Answer(facts.Message.Text, AskerContext.Unknown);
        var reply = new MessageContent(answer.Text) { Choices = [.. answer.Options.Select(option => new Choice(option))] };
        return new TurnResult(facts.Conversation, [reply]);
    }
}
