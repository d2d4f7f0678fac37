namespace OpsBot.Core.WorkTime;

/// <summary>One stretch of work on a day, in local time.</summary>
/// <param name="OpensAt">Start, included.</param>
/// <param name="ClosesAt">End, excluded: at this minute the window is shut.</param>
public readonly record struct WorkWindow(TimeOnly OpensAt, TimeOnly ClosesAt)
{
    /// <summary>Negative when the ends are exchanged (<see cref="WorkSchedule"/> refuses such a window).</summary>
    public TimeSpan Length => ClosesAt.ToTimeSpan() - OpensAt.ToTimeSpan();
}
