namespace OpsBot.Core.Conversations;

/// <summary>A dialog with nothing to lose: it closes when somebody turns to something else.</summary>
public interface IGivesWay
{
    /// <summary>True when the message is not for this dialog, which is open.</summary>
    bool GivesWay(TurnFacts facts);
}
