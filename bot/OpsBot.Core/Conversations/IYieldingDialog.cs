namespace OpsBot.Core.Conversations;

/// <summary>
/// A dialog whose open state holds nothing that could be lost. While it is open, words that it does not want and another dialog
/// claims go there, and it ends.
/// </summary>
public interface IYieldingDialog
{
    /// <summary>The message answers this dialog's own question, or leaves it.</summary>
    bool Wants(TurnFacts facts);
}
