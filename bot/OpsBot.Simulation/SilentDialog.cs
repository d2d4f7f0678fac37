using OpsBot.Core.Conversations;

namespace OpsBot.Simulation;

/// <summary>Stands for the library of regulations, which nobody of the simulation asks.</summary>
internal sealed class SilentDialog : IDialog
{
    public string Name => "silent";

    public bool Claims(TurnFacts facts) => false;

    public TurnResult Step(TurnFacts facts) => new(facts.Conversation, []);
}
