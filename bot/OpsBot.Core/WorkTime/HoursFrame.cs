namespace OpsBot.Core.WorkTime;

/// <summary>What all hours of a territory share.</summary>
/// <param name="UtcOffset">Local time less UTC.</param>
/// <param name="Guard">Silence before each closing.</param>
public sealed record HoursFrame(TimeSpan UtcOffset, TimeSpan Guard)
{
    /// <summary>That of a schedule.</summary>
    public static HoursFrame Of(WorkSchedule schedule) => new(schedule.UtcOffset, schedule.Guard);
}
