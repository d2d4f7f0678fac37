namespace OpsBot.Core.Changes;

/// <summary>Why an item of a queue could not be worked off.</summary>
public enum ItemFaultReason
{
    /// <summary>This process knows no handler for its kind; a newer or older process may.</summary>
    NoHandler,

    /// <summary>What is stored of it cannot be read.</summary>
    Unreadable,

    /// <summary>Its handler failed.</summary>
    Failed,
}
