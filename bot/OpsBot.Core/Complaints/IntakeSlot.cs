namespace OpsBot.Core.Complaints;

/// <summary>The questions of the intake, in the order in which they are asked.</summary>
public enum IntakeSlot
{
    /// <summary>Confidential or anonymous.</summary>
    Tier,

    /// <summary>Category of burden.</summary>
    Category,

    /// <summary>What happened.</summary>
    What,

    /// <summary>Which unit.</summary>
    Unit,

    /// <summary>When.</summary>
    When,

    /// <summary>Clues, if any.</summary>
    Evidence,

    /// <summary>All shown, to be submitted.</summary>
    Confirm,
}
