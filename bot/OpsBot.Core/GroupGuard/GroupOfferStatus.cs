namespace OpsBot.Core.GroupGuard;

/// <summary>Where an offer stands.</summary>
public enum GroupOfferStatus
{
    /// <summary>Not answered.</summary>
    Offered,

    /// <summary>Accepted by its sender; a leader has to agree.</summary>
    AwaitingConsent,

    /// <summary>Queued for the next opening.</summary>
    Scheduled,

    /// <summary>Withdrawn by its sender.</summary>
    Withdrawn,
}
