using OpsBot.Core.Texts;

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
        var dueAt = timeline.AddWorkingDays(from, workingDays);
        var startDay = timeline.LocalDate(from);
        var dueDay = timeline.LocalDate(dueAt);
        var steps = new List<string> { WorkTimeTexts.CountFrom(startDay, workingDays) };
        var counted = 0;
        int? missingYear = null;
        for (var day = startDay.AddDays(1); day <= dueDay;)
        {
            var first = timeline.Calendar.StatusOf(day);
            var last = first;
            while (last.On < dueDay && IsSameRun(first, timeline.Calendar.StatusOf(last.On.AddDays(1))))
                last = timeline.Calendar.StatusOf(last.On.AddDays(1));
            var length = last.On.DayNumber - first.On.DayNumber + 1;
            missingYear ??= first.MissingPaperYear;
            steps.Add(WorkTimeTexts.Run(first, last, first.IsWorkday ? counted + 1 : 0, counted + length));
            if (first.IsWorkday) counted += length;
            day = last.On.AddDays(1);
        }
        steps.Add(WorkTimeTexts.DueAt(timeline.LocalDate(from), dueAt));
        if (missingYear is { } year) steps.Add(WorkTimeTexts.Provisional(year));
        return new WorkingDeadline(from, workingDays, dueAt, missingYear is not null, steps);
    }

    private static bool IsSameRun(DayStatus first, DayStatus next) => next with { On = first.On } == first;
}
