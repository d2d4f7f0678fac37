namespace OpsBot.Core.Circulars;

/// <summary>Why a command on a circular was not carried out.</summary>
public enum CircularRefusal
{
    /// <summary>No such circular, or it is none of the person's business; both get the same answer.</summary>
    NotFound,

    /// <summary>Only admins draft circulars.</summary>
    NotAdmin,

    /// <summary>Only approvers decide on circulars.</summary>
    NotApprover,

    /// <summary>The author may not decide on the own text.</summary>
    OwnCircular,

    /// <summary>It was approved, returned or recalled before.</summary>
    AlreadyDecided,

    /// <summary>A return needs a reason.</summary>
    ReasonMissing,

    /// <summary>The reason exceeds <see cref="Circular.MaxReasonLength"/>.</summary>
    ReasonTooLong,

    /// <summary>The unit is no longer in the directory, or has nobody.</summary>
    NobodyToReach,

    /// <summary>It was returned, so nothing was or will be sent.</summary>
    NothingToRecall,

    /// <summary>It was recalled before.</summary>
    AlreadyRecalled,

    /// <summary>Nobody but the author could approve.</summary>
    NoApprover,
}
