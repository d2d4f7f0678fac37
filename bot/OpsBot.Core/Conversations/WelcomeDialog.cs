using OpsBot.Core.Texts;

namespace OpsBot.Core.Conversations;

/// <summary>Greets, and says what the bot can do for this person.</summary>
public sealed class WelcomeDialog : IDialog
{
    /// <inheritdoc/>
    public string Name => "welcome";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is null && WelcomeTexts.HelpWords.Contains(facts.Message.Text);

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [WelcomeTexts.For(facts.Sender)]);
}
