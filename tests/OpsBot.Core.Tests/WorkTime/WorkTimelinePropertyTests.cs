using FsCheck;
using FsCheck.Fluent;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkTimelinePropertyTests
{
    private const int Runs = 20_000;
    private static readonly WorkTimeline Timeline = WorkTimeData.Timeline;

    /// <summary>Any second of 2019 to 2027 and up to a year of working minutes.</summary>
    private static readonly Arbitrary<(DateTimeOffset From, int Minutes)> Sums = (
        from second in Gen.Choose(0, 9 * 365 * 86_400)
        from minutes in Gen.Choose(1, 100_000)
        select (new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddSeconds(second), minutes)).ToArbitrary();

    private static readonly Arbitrary<(WorkSchedule Schedule, int Second)> Schedules = (
        from count in Gen.Choose(1, 4)
        from marks in Gen.ArrayOf(Gen.Choose(0, 1439), 8)
        from offset in Gen.Elements(-5, 0, 8, 9)
        from second in Gen.Choose(0, 2 * 365 * 86_400)
        select (MakeSchedule(marks, count, offset), second)).ToArbitrary();

    [Fact]
    public void AddWorkingMinutes_AnyInstant_PassesExactlyThatManyMinutes() => Hold(Sums, sum =>
        Timeline.WorkingTimeBetween(sum.From, Timeline.AddWorkingMinutes(sum.From, sum.Minutes)) == TimeSpan.FromMinutes(sum.Minutes));

    [Fact]
    public void SubtractWorkingMinutes_AnyInstant_LeavesExactlyThatManyMinutes() => Hold(Sums, sum =>
        Timeline.WorkingTimeBetween(Timeline.SubtractWorkingMinutes(sum.From, sum.Minutes), sum.From) == TimeSpan.FromMinutes(sum.Minutes));

    [Fact]
    public void SubtractWorkingMinutes_AfterAdding_GivesTheInstantBackWhenItWasWorkingTime() => Hold(Sums, sum =>
    {
        var start = Timeline.WindowAt(sum.From) is null ? Timeline.AddWorkingMinutes(sum.From, 1).AddMinutes(-1) : sum.From;
        return Timeline.SubtractWorkingMinutes(Timeline.AddWorkingMinutes(start, sum.Minutes), sum.Minutes) == start;
    });

    [Fact]
    public void AddWorkingMinutes_AnyInstant_EndsNoEarlierThanTheMinutesTake() => Hold(Sums, sum =>
    {
        var end = Timeline.AddWorkingMinutes(sum.From, sum.Minutes);
        return end >= sum.From.AddMinutes(sum.Minutes) && Timeline.WindowAt(end.AddTicks(-1)) is not null;
    });

    [Fact]
    public void SubtractWorkingMinutes_AnyInstant_FallsIntoAWindow() => Hold(Sums, sum =>
        Timeline.WindowAt(Timeline.SubtractWorkingMinutes(sum.From, sum.Minutes)) is not null);

    [Fact]
    public void AddWorkingDays_AnyInstant_IsReachedBackBySubtracting() => Hold(Sums, sum =>
    {
        var days = (sum.Minutes % 250) + 1;
        var due = Timeline.AddWorkingDays(sum.From, days);
        var first = Timeline.AddWorkingDays(sum.From, 1);
        return due > sum.From && (days == 1 || Timeline.SubtractWorkingDays(due, days - 1).Date == first.Date);
    });

    [Fact]
    public void NextOpening_AnyScheduleAndOffset_IsOpenAndNothingBeforeItIs() => Hold(Schedules, drawn =>
    {
        var timeline = new WorkTimeline(Timeline.Calendar, drawn.Schedule);
        var quiet = new QuietHours(timeline);
        var now = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(drawn.Second);
        var next = quiet.NextOpening(now);
        var explained = quiet.Explain(now);
        return quiet.IsOpen(next)
            && next >= now
            && (next == now) == quiet.IsOpen(now)
            && explained.IsOpen == quiet.IsOpen(now)
            && (next == now || !quiet.IsOpen(next.AddTicks(-1)))
            && timeline.WorkingTimeBetween(now, next) <= drawn.Schedule.Guard;
    }, runs: 300);

    private static WorkSchedule MakeSchedule(int[] marks, int count, int offsetHours)
    {
        // Distinct ends at least five minutes apart make any number of proper windows.
        var ends = marks.Select(mark => mark / 5 * 5).Distinct().Order().Take(count * 2).ToArray();
        if (ends.Length < 2) ends = [480, 720];
        var windows = Enumerable.Range(0, ends.Length / 2)
            .Select(index => new WorkWindow(TimeOnly.MinValue.AddMinutes(ends[2 * index]), TimeOnly.MinValue.AddMinutes(ends[(2 * index) + 1])))
            .ToList();
        return new WorkSchedule("drawn", TimeSpan.FromHours(offsetHours), TimeSpan.FromSeconds(120), windows);
    }

    private static void Hold<T>(Arbitrary<T> inputs, Func<T, bool> property, int runs = Runs) =>
        Prop.ForAll(inputs, property).Check(Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(20_260_101UL, 77UL));
}
