namespace OpsBot.Core.Regulations.Model;

/// <summary>How asking the model went.</summary>
public enum PolishOutcome
{
    Polished,

    /// <summary>The model answered, and the check did not accept it.</summary>
    Rejected,

    TimedOut,

    /// <summary>No connection, or a status other than 200.</summary>
    Unavailable,

    /// <summary>The reply is not in the agreed form.</summary>
    Unreadable,
}
