namespace OpsBot.Core.Complaints;

/// <summary>What the office says of a name in a report.</summary>
public enum MentionMark
{
    /// <summary>The report is about it (被反映): it and what is below it get nothing of the case.</summary>
    Accused,

    /// <summary>Only mentioned (仅提及): it may take part.</summary>
    MentionedOnly,
}
