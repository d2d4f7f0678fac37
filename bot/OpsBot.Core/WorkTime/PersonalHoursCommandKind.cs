namespace OpsBot.Core.WorkTime;

/// <summary>What a person wants with the own quiet time.</summary>
public enum PersonalHoursCommandKind
{
    /// <summary>See the own hours.</summary>
    Show,

    /// <summary>Add quiet times.</summary>
    Set,

    /// <summary>Take back the times named, or all.</summary>
    Cancel,

    /// <summary>Meant one of these, but a time could not be read.</summary>
    Unclear,
}
