namespace OpsBot.Core.Delivery;

/// <summary>Decides when a message may reach a person.</summary>
public enum MessageClass
{
    /// <summary>Answers the person's own message; passes at any hour.</summary>
    Reply,

    /// <summary>Confirms the person's own act or tells its result; passes at any hour.</summary>
    Receipt,

    /// <summary>Gives somebody work; waits for the recipient's working time.</summary>
    Assignment,

    /// <summary>Recalls a deadline; waits.</summary>
    Reminder,

    /// <summary>Tells the next rung that a deadline passed; waits.</summary>
    Escalation,

    /// <summary>A circular; waits.</summary>
    Circular,

    /// <summary>A summary; waits.</summary>
    Digest,

    /// <summary>Passes at any hour, but only with a ground of the closed list, a second approver and an expiry.</summary>
    Override,
}
