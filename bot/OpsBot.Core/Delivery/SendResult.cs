using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Core.Delivery;

/// <summary>What a channel said to one attempt.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The channel took it; this is not "seen".</summary>
    /// <param name="Note">A code, without content, where the channel cannot tell whether it arrived; kept with the message and in the audit.</param>
    public sealed record Accepted(string? Note = null) : SendResult;

    /// <summary>It may work later.</summary>
    /// <param name="Reason">A code, without content.</param>
    /// <param name="After">Wait at least this long; null: the worker's own backoff.</param>
    public sealed record TryLater(string Reason, TimeSpan? After = null) : SendResult;

    /// <summary>The channel asks everybody to slow down (429 or the vendor's code): nothing is lost and no attempt is counted.</summary>
    /// <param name="Reason">A code, without content.</param>
    /// <param name="After">No process sends through the bucket before that.</param>
    /// <param name="Scope">Whose bucket is empty, as far as the channel tells.</param>
    public sealed record Throttled(string Reason, TimeSpan After, RateScope Scope = RateScope.App) : SendResult;

    /// <summary>It will never work.</summary>
    /// <param name="Reason">A code, without content.</param>
    public sealed record Refused(string Reason) : SendResult;
}
