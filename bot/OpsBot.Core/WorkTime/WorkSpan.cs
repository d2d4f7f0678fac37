namespace OpsBot.Core.WorkTime;

/// <summary>One stretch of work that begins on a day; both ends count from that day's midnight, local time.</summary>
/// <param name="OpensAt">Start, included; before 24:00.</param>
/// <param name="ClosesAt">End, excluded; beyond 24:00 it lies on the next day. At most 24 hours after the start.</param>
public readonly record struct WorkSpan(TimeSpan OpensAt, TimeSpan ClosesAt)
{
    public TimeSpan Length => ClosesAt - OpensAt;

    /// <summary>A window of a plain day.</summary>
    public static WorkSpan Of(WorkWindow window) => new(window.OpensAt.ToTimeSpan(), window.ClosesAt.ToTimeSpan());

    /// <summary>A window that ends the next day when its end is not later than its start (20:00 to 08:00; 08:00 to 08:00).</summary>
    public static WorkSpan OverMidnight(TimeOnly opensAt, TimeOnly closesAt) => new(
        opensAt.ToTimeSpan(), closesAt > opensAt ? closesAt.ToTimeSpan() : closesAt.ToTimeSpan() + TimeSpan.FromDays(1));
}
