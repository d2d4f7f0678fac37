namespace OpsBot.Core.Complaints;

/// <summary>Why a command on a case was not carried out.</summary>
public enum CaseRefusal
{
    /// <summary>The case does not exist.</summary>
    Unknown,

    /// <summary>Only the office may do this.</summary>
    NotSupervisor,

    /// <summary>Only a handler of the leg's unit may do this.</summary>
    NotHandler,

    /// <summary>The case is not at the stage for it.</summary>
    WrongStage,

    /// <summary>The leg is not at the stage for it.</summary>
    LegWrongStage,

    /// <summary>A needed text is missing.</summary>
    TextMissing,

    /// <summary>A text is too long.</summary>
    TextTooLong,

    /// <summary>The text shares a long run with the original; it needs an explicit yes.</summary>
    RepeatsOriginal,

    /// <summary>The unit is not in the directory.</summary>
    UnknownUnit,

    /// <summary>No territory unit was given.</summary>
    TerritoryMissing,

    /// <summary>No department was given.</summary>
    IndustryMissing,

    /// <summary>The territory leg cannot be a department.</summary>
    TerritoryIsDepartment,

    /// <summary>The industry leg must be a department.</summary>
    IndustryIsNoDepartment,

    /// <summary>The unit is the one complained about, or below it.</summary>
    Conflict,

    /// <summary>Both legs name the same unit.</summary>
    SameUnit,

    /// <summary>Nobody in the unit can handle it.</summary>
    NoHandler,

    /// <summary>The time limit is missing or out of range.</summary>
    LimitMissing,

    /// <summary>The quality standard is missing.</summary>
    QualityMissing,

    /// <summary>The feedback standard is missing.</summary>
    FeedbackMissing,

    /// <summary>Names of the report are not marked, or nobody is said to be complained about.</summary>
    NamesOpen,

    /// <summary>The case has no name of that number.</summary>
    UnknownName,

    /// <summary>It must be said which unit or person an unknown name is.</summary>
    WhoIsMeant,

    /// <summary>Several units or people have the name.</summary>
    SeveralOfThatName,

    /// <summary>It cannot be that nobody is named while somebody is.</summary>
    NobodyAndSomebody,
}
