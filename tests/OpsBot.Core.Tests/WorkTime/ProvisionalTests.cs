using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>No explanation may pass guessed days off as settled ones.</summary>
public sealed class ProvisionalTests
{
    private static readonly WorkTimeline Timeline = WorkTimeData.Timeline;

    /// <summary>From 28 December 2026 on, which the missing paper of 2027 may still rule, into 2028.</summary>
    public static TheoryData<int> Hours => [3, 10, 13, 17, 22];

    [Theory]
    [MemberData(nameof(Hours))]
    public void EveryExplanation_DaysWithoutPaper_SaysSo(int hour)
    {
        var first = WorkTimeData.Local("2026-12-28 00:00").AddHours(hour).AddMinutes(29);
        for (var day = 0; day < 430; day++)
        {
            var now = first.AddDays(day);
            var explained = WorkTimeData.QuietHours.Explain(now);
            Assert.True(explained.IsProvisional, $"{now:O}");
            AssertSaysSo(explained.Steps);

            if (new WorkingTimeStage().Decide(GateData.Facts(now, MessageClass.Assignment)) is StageDecision.Hold hold)
                AssertSaysSo([hold.Explanation]);

            foreach (var unit in Enum.GetValues<WorkUnit>())
            {
                AssertFlagged(WorkingSum.Add(Timeline, now, 3, unit));
                // Backwards the days counted lie before; a fortnight later they are all guessed.
                AssertFlagged(WorkingSum.Subtract(Timeline, now.AddDays(14), 3, unit));
                var count = WorkingCount.Between(Timeline, now, now.AddDays(3), unit);
                Assert.True(count.IsProvisional);
                AssertSaysSo(count.Steps);
            }
        }
    }

    [Fact]
    public void Explanation_SettledDays_SaysNothingOfTheKind()
    {
        var first = WorkTimeData.Local("2026-11-02 09:00");
        for (var hour = 0; hour < 24 * 40; hour++)
        {
            Assert.False(WorkTimeData.QuietHours.Explain(first.AddHours(hour)).IsProvisional);
            Assert.False(WorkingSum.Subtract(Timeline, first.AddHours(hour), 5, WorkUnit.Days).IsProvisional);
        }
    }

    private static void AssertFlagged(WorkingSum sum)
    {
        Assert.True(sum.IsProvisional, $"{sum.From:O} {sum.Amount} {sum.Unit}");
        AssertSaysSo(sum.Steps);
    }

    private static void AssertSaysSo(IReadOnlyList<string> steps) =>
        Assert.Contains("年的放假安排还没有公布", steps[^1], StringComparison.Ordinal);
}
