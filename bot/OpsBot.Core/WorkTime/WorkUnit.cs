namespace OpsBot.Core.WorkTime;

/// <summary>In what working time is counted; the rules are those of <see cref="WorkTimeline"/>.</summary>
public enum WorkUnit
{
    /// <summary>Working days.</summary>
    Days,

    /// <summary>Halves of working days.</summary>
    HalfDays,

    /// <summary>Minutes inside working spans.</summary>
    Minutes,
}
