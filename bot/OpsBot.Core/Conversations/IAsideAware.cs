using OpsBot.Core.Delivery;

namespace OpsBot.Core.Conversations;

/// <summary>A dialog that lets a question be answered in its middle.</summary>
public interface IAsideAware
{
    /// <summary>True when the message is a question to the library and not an answer to the dialog's own question.</summary>
    bool IsAside(TurnFacts facts);

    /// <summary>The conversation with the aside remembered, in case it was meant as the answer after all.</summary>
    Conversation RememberAside(TurnFacts facts);

    /// <summary>Asks the dialog's own question again.</summary>
    MessageContent ResumePrompt(TurnFacts facts);
}
