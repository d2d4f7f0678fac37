namespace OpsBot.Core.WorkTime;

/// <summary>How a shift worker's days repeat.</summary>
public enum ShiftKind
{
    /// <summary>The same every week, Monday first.</summary>
    Weekly,

    /// <summary>A cycle of some days, counted from an anchor day in both directions.</summary>
    Cycle,

    /// <summary>Written out day by day; a day that is not named is free.</summary>
    Roster,
}
