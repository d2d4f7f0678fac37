namespace OpsBot.Core.Delivery;

/// <summary>Where a message of the outbox stands.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its first attempt.</summary>
    Queued,

    /// <summary>The gate holds it until an opening.</summary>
    Held,

    /// <summary>An attempt failed; waits for the next.</summary>
    Retrying,

    /// <summary>A worker has it.</summary>
    Sending,

    /// <summary>The channel accepted it.</summary>
    Delivered,

    /// <summary>Withdrawn before it was sent.</summary>
    Withdrawn,

    /// <summary>Its time ran out before it could be sent.</summary>
    Expired,

    /// <summary>Given up after permanent refusal or too many attempts; shown to admins.</summary>
    DeadLettered,

    /// <summary>Over the recipient's budget: part of a digest that is on its way. It can be withdrawn until the digest is delivered, and then is delivered with it.</summary>
    Merged,
}
