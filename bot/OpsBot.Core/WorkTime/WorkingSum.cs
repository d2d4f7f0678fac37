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
    public static WorkingSum Add(WorkTimeline timeline, DateTimeOffset from, int amount, WorkUnit unit) =>
        Count(timeline, from, amount, unit, backwards: false);

    /// <summary>The instant since which the amount has passed.</summary>
    public static WorkingSum Subtract(WorkTimeline timeline, DateTimeOffset from, int amount, WorkUnit unit) =>
        Count(timeline, from, amount, unit, backwards: true);

    private static WorkingSum Count(WorkTimeline timeline, DateTimeOffset from, int amount, WorkUnit unit, bool backwards)
    {
        var result = (unit, backwards) switch
        {
            (WorkUnit.Days, false) => timeline.AddWorkingDays(from, amount),
            (WorkUnit.Days, true) => timeline.SubtractWorkingDays(from, amount),
            (WorkUnit.HalfDays, false) => timeline.AddHalfDays(from, amount),
            (WorkUnit.HalfDays, true) => timeline.SubtractHalfDays(from, amount),
            (_, false) => timeline.AddWorkingMinutes(from, amount),
            (_, true) => timeline.SubtractWorkingMinutes(from, amount),
        };
        var (start, end) = backwards ? (result, from) : (from, result);
        var (local, today) = (from.ToOffset(timeline.Schedule.UtcOffset), timeline.LocalDate(from));
        var steps = new WorkingSteps(timeline, unit, start, end, backwards);
        steps.Say(backwards ? WorkStepTexts.Subtract(local, amount, unit) : WorkStepTexts.Add(local, amount, unit));
        if (amount > 0) steps.WalkUntil(amount);
        steps.Say(backwards ? WorkStepTexts.StartsAt(today, result) : WorkTimeTexts.DueAt(today, result));
        return new WorkingSum(from, backwards ? -amount : amount, unit, result, steps.IsProvisional, steps.Finish());
    }
}
