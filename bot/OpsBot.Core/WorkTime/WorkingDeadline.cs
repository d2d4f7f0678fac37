namespace OpsBot.Core.WorkTime;

/// <summary>A deadline in working days, with the steps of its calculation.</summary>
/// <param name="From">The instant that starts the clock; its day does not count.</param>
/// <param name="WorkingDays">How many working days are given.</param>
/// <param name="DueAt">Closing of the last of them.</param>
/// <param name="IsProvisional">A missing paper may still move it.</param>
/// <param name="Steps">One line for each run of equal days, then the result.</param>
public sealed record WorkingDeadline(
    DateTimeOffset From, int WorkingDays, DateTimeOffset DueAt, bool IsProvisional, IReadOnlyList<string> Steps)
{
    /// <summary>Calculates by <see cref="WorkTimeline.AddWorkingDays"/> and writes down each step.</summary>
    public static WorkingDeadline Calculate(WorkTimeline timeline, DateTimeOffset from, int workingDays)
    {
        var sum = WorkingSum.Add(timeline, from, workingDays, WorkUnit.Days);
        return new WorkingDeadline(from, workingDays, sum.Result, sum.IsProvisional, sum.Steps);
    }
}
