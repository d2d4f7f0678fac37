namespace OpsBot.Core.Conversations;

/// <summary>A dialog that takes free text as content, and must not take a command of the chat for it.</summary>
public interface IReservesCommands
{
    /// <summary>True when free text is awaited and the message is a command of another dialog; that one answers, and the draft stays.</summary>
    bool IsForOthers(TurnFacts facts);
}
