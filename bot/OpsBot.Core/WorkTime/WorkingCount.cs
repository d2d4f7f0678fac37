using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Working time between two instants, with the steps of the count in words.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End, not before the start.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Amount">How much; whole units, a rest is cut off.</param>
/// <param name="IsProvisional">A missing paper may still change it.</param>
/// <param name="Steps">One line for each run of equal days, then the result.</param>
public sealed record WorkingCount(
    DateTimeOffset From, DateTimeOffset To, WorkUnit Unit, long Amount, bool IsProvisional, IReadOnlyList<string> Steps)
{
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the start.</exception>
    public static WorkingCount Between(WorkTimeline timeline, DateTimeOffset from, DateTimeOffset to, WorkUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var amount = unit switch
        {
            WorkUnit.Days => timeline.WorkingDaysBetween(from, to),
            WorkUnit.HalfDays => timeline.HalfDaysBetween(from, to),
            _ => timeline.WorkingMinutesBetween(from, to),
        };
        var offset = timeline.Schedule.UtcOffset;
        var steps = new WorkingSteps(timeline, unit, from, to, backwards: false);
        steps.Say(WorkStepTexts.Between(from.ToOffset(offset), to.ToOffset(offset)));
        steps.WalkAll();
        steps.Say(WorkStepTexts.Total(amount, unit));
        return new WorkingCount(from, to, unit, amount, steps.IsProvisional, steps.Finish());
    }
}
