namespace OpsBot.Core.WorkTime;

/// <summary>Which half of a working day.</summary>
public enum LeaveHalf
{
    /// <summary>The first half.</summary>
    Morning,

    /// <summary>The second half.</summary>
    Afternoon,
}
