namespace OpsBot.Core.Conversations;

/// <summary>A conversation about one thing. Pure: the same facts give the same result.</summary>
public interface IDialog
{
    /// <summary>Stored as <see cref="Conversation.Dialog"/>; never changes.</summary>
    string Name { get; }

    /// <summary>
    /// True when this message is for this dialog even though it is not open: a command word, a button of its domain, the
    /// shape of a receipt. Asked in the router's order.
    /// </summary>
    bool Claims(TurnFacts facts);

    /// <summary>
    /// What the step must see. Asked again with what was loaded so far until it wants nothing new, at most four times, so
    /// that one record may lead to the next.
    /// </summary>
    FactNeeds Needs(TurnFacts facts) => FactNeeds.None;

    /// <summary>Takes the step.</summary>
    TurnResult Step(TurnFacts facts);
}
