namespace OpsBot.Core.Certificates;

/// <summary>What a line of the log may tell.</summary>
public static class CertificateEvents
{
    /// <summary>Delivered inside the recipient's hours, or an answer.</summary>
    public const string Sent = "sent";

    /// <summary>Delivered outside the recipient's hours by a valid override.</summary>
    public const string Overridden = "overridden";

    /// <summary>Kept back until an opening.</summary>
    public const string Held = "held";

    /// <summary>Went into a digest.</summary>
    public const string Merged = "merged";

    /// <summary>Withdrawn, or a duplicate, before it was sent.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Its time ran out.</summary>
    public const string Expired = "expired";

    /// <summary>Given up.</summary>
    public const string DeadLettered = "deadLettered";

    /// <summary>A second person approved an override.</summary>
    public const string OverrideApproved = "overrideApproved";

    /// <summary>An override was ended before its time.</summary>
    public const string OverrideRevoked = "overrideRevoked";

    /// <summary>A holiday paper was imported; from here on an edition of the calendar counts that takes it in.</summary>
    public const string Calendar = "calendar";

    /// <summary>A line of the audit.</summary>
    public const string Audit = "audit";

    /// <summary>The statement of a day.</summary>
    public const string Statement = "statement";

    /// <summary>What is stored of an entry could not be read; it stands in the line as it was found.</summary>
    public const string Unreadable = "unreadable";
}
