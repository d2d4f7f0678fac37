using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Working time added to an instant or taken from it, with the steps of the calculation in words.</summary>
/// <param name="From">The instant that starts the clock.</param>
/// <param name="Amount">How much; negative when it was taken away.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Result">Where the count ends.</param>
/// <param name="IsProvisional">A missing paper may still move it.</param>
/// <param name="Steps">One line for each run of equal days, then the result.</param>
public sealed record WorkingSum(
    DateTimeOffset From, int Amount, WorkUnit Unit, DateTimeOffset Result, bool IsProvisional, IReadOnlyList<string> Steps)
{
    /// <summary>The instant at which the amount has passed.</summary>
    public static WorkingSum Add(WorkTimeline timeline, DateTimeOffset from, int amount, WorkUnit unit)
    {
        var result = unit switch
        {
            WorkUnit.Days => timeline.AddWorkingDays(from, amount),
            WorkUnit.HalfDays => timeline.AddHalfDays(from, amount),
            _ => timeline.AddWorkingMinutes(from, amount),
        };
        var local = from.ToOffset(timeline.Schedule.UtcOffset);
        var steps = new WorkingSteps(timeline, unit, from, result, backwards: false);
        steps.Say(WorkStepTexts.Add(local, amount, unit));
        if (amount > 0) steps.WalkUntil(amount);
        steps.Say(WorkTimeTexts.DueAt(timeline.LocalDate(from), result));
        return new WorkingSum(from, amount, unit, result, steps.IsProvisional, steps.Finish());
    }

    /// <summary>The instant since which the amount has passed.</summary>
    public static WorkingSum Subtract(WorkTimeline timeline, DateTimeOffset from, int amount, WorkUnit unit)
    {
        var result = unit switch
        {
            WorkUnit.Days => timeline.SubtractWorkingDays(from, amount),
            WorkUnit.HalfDays => timeline.SubtractHalfDays(from, amount),
            _ => timeline.SubtractWorkingMinutes(from, amount),
        };
        var local = from.ToOffset(timeline.Schedule.UtcOffset);
        var steps = new WorkingSteps(timeline, unit, result, from, backwards: true);
        steps.Say(WorkStepTexts.Subtract(local, amount, unit));
        if (amount > 0) steps.WalkUntil(amount);
        steps.Say(WorkStepTexts.StartsAt(timeline.LocalDate(from), result));
        return new WorkingSum(from, -amount, unit, result, steps.IsProvisional, steps.Finish());
    }
}
