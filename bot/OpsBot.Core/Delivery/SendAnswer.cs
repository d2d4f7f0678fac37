namespace OpsBot.Core.Delivery;

/// <summary>Whether a send may begin.</summary>
public enum SendAnswer
{
    /// <summary>Everything was taken: the attempt is counted, the interruption charged, a token of each bucket spent.</summary>
    Granted,

    /// <summary>Another worker has the message; nothing was taken.</summary>
    LeaseLost,

    /// <summary>It was withdrawn while it was leased; nothing was taken.</summary>
    Withdrawn,

    /// <summary>The same was queued for or delivered to the recipient before; nothing was taken.</summary>
    Duplicate,

    /// <summary>The recipient's budget of interruptions is used up; nothing was taken.</summary>
    OverBurden,

    /// <summary>A bucket has no token; nothing was taken.</summary>
    OverRate,
}
