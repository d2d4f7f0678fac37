namespace OpsBot.Core.Complaints;

/// <summary>What a command of the office asks for, one at a time or all on one form.</summary>
public enum DeskField
{
    /// <summary>Problem sheet.</summary>
    Sheet,

    /// <summary>Reason of declining or returning.</summary>
    Reason,

    /// <summary>Unit complained about.</summary>
    Unit,

    /// <summary>Territory unit.</summary>
    Territory,

    /// <summary>Department.</summary>
    Industry,

    /// <summary>Time limit.</summary>
    Days,

    /// <summary>Quality standard.</summary>
    Quality,

    /// <summary>Feedback standard.</summary>
    Feedback,

    /// <summary>A look at the whole dispatch before it goes out.</summary>
    Agreed,

    /// <summary>Answer to the reporter.</summary>
    Text,

    /// <summary>An explicit yes to wording that repeats the original.</summary>
    Wording,

    /// <summary>Marks of the names in the report.</summary>
    Mark,
}
