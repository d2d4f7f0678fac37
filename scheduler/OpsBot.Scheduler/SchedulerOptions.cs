namespace OpsBot.Scheduler;

/// <summary>How often the clock looks.</summary>
public sealed class SchedulerOptions
{
    /// <summary>Longest time between two looks at what is due. A due instant in between gets a trigger of its own.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(5);
}
