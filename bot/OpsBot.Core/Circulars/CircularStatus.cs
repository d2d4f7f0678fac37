namespace OpsBot.Core.Circulars;

/// <summary>Where a circular stands. Returned, recalled and fanned out are final for the text: a new try is a new circular.</summary>
public enum CircularStatus
{
    /// <summary>Being written; lives in its author's conversation.</summary>
    Draft,

    /// <summary>Waits for the second person (待审批).</summary>
    Pending,

    /// <summary>Approved; its recipients are being put into the outbox (分发中).</summary>
    Approved,

    /// <summary>Every recipient is in the outbox; the gate decides when each is reached.</summary>
    FannedOut,

    /// <summary>Sent back to the author with a reason.</summary>
    Returned,

    /// <summary>Recalled: what was not sent by then is not sent any more.</summary>
    Recalled,
}
