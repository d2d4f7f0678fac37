namespace OpsBot.Core.Changes;

/// <summary>The store cannot be reached or does not answer. Callers answer 503 and lose nothing.</summary>
public class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
