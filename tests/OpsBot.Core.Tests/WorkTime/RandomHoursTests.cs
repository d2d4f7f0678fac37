using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>Random people against minutes marked one by one.</summary>
public sealed class RandomHoursTests
{
    private const int Schedules = 100_000;
    private const int Seed = 20_260_101;

    [Fact]
    public void Gate_HundredThousandSchedulesInFourZones_AgreesWithNaiveOracle()
    {
        var counts = new int[4];
        // On one thread: other tests measure time beside this one.
        for (var number = 0; number < Schedules; number++) Compare(number, counts);

        // Not a test of anything unless all answers came up often.
        Assert.Equal(Schedules * 2, counts[0] + counts[1]);
        Assert.True(counts[0] > Schedules / 4, $"open: {counts[0]}");
        Assert.True(counts[1] > Schedules / 4, $"shut: {counts[1]}");
        Assert.True(counts[2] > Schedules / 20, $"shut by the person alone: {counts[2]}");
        Assert.True(counts[3] < Schedules / 20, $"no opening within the weeks marked: {counts[3]}");
    }

    [Fact]
    public void WorkingMinutes_RandomSchedules_AgreeWithCounting()
    {
        for (var number = 0; number < 150; number++)
        {
            var drawn = new DrawnHours(new Random(Seed - number - 1));
            var naive = new NaiveHours(drawn, 30);
            var timeline = new WorkTimeline(drawn.Plan());
            var from = new DateTimeOffset(drawn.Near.ToDateTime(new TimeOnly(number % 24, 7)), drawn.Offset);
            var to = from.AddMinutes(number * 97);
            var expected = naive.WorkingMinutes(from, to);

            Assert.Equal(expected, timeline.WorkingMinutesBetween(from, to));
            if (expected == 0) continue;
            Assert.Equal(expected, naive.WorkingMinutes(from, timeline.AddWorkingMinutes(from, expected)));
            Assert.Equal(expected, naive.WorkingMinutes(timeline.SubtractWorkingMinutes(to, expected), to));
        }
    }

    private static void Compare(int number, int[] counts)
    {
        var drawn = new DrawnHours(new Random(Seed + number));
        var naive = new NaiveHours(drawn, 20);
        var hours = new QuietHours(drawn.Plan());
        var wide = new QuietHours(drawn.PlanWithoutQuiet());
        for (var turn = 0; turn < 2; turn++)
        {
            var now = drawn.Instant();
            var open = naive.MaySend(now);
            var explained = hours.Explain(now);
            var hold = new WorkingTimeStage().Decide(GateData.Facts(now, MessageClass.Assignment) with { QuietHours = hours }) as StageDecision.Hold;
            Check(open == hours.IsOpen(now) && open == explained.IsOpen && open == hold is null, "open", number, now);
            Check(!open || wide.IsOpen(now), "narrowed beyond the own hours", number, now);
            Check(naive.IsWorking(now) == hours.CurrentClosing(now) is not null, "inside a stretch", number, now);
            var next = hours.NextOpening(now);
            Check(explained.NextOpening == next && (hold is null || hold.Until == next), "one next opening", number, now);
            if (naive.NextOpening(now) is { } expected) Check(expected == next, $"next opening {expected}, got {next}", number, now);
            else counts[3]++;
            counts[open ? 0 : 1]++;
            if (!open && wide.IsOpen(now)) counts[2]++;
            Check(!(!open && wide.IsOpen(now)) || explained.State == QuietState.PersonalQuiet, "says whose quiet it is", number, now);
        }
    }

    private static void Check(bool holds, string what, int number, DateTimeOffset now)
    {
        if (!holds) Assert.Fail($"Schedule {number} at {now:O}: {what}");
    }
}
