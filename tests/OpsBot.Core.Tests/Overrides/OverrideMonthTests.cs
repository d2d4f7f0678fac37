using OpsBot.Core.Certificates;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Overrides;

/// <summary>How rare overrides were: counts and a rate, no names and no units.</summary>
public sealed class OverrideMonthTests
{
    [Fact]
    public void Of_AMonthOfEveryOutcome_CountsEachOnceAndGivesTheRate()
    {
        Override[] items =
        [
            Item("a", OverrideStatus.Approved, approved: true),
            Item("b", OverrideStatus.Expired, approved: true),
            Item("c", OverrideStatus.Revoked, approved: true),
            Item("d", OverrideStatus.Rejected, approved: false),
            Item("e", OverrideStatus.Expired, approved: false),
            Item("f", OverrideStatus.Pending, approved: false),
        ];
        DailyStatement[] days =
        [
            Day(20, new ClassFigures("circular", Sent: 180, Overridden: 0, 0, 0, 0, 0, 0), new ClassFigures("reply", Sent: 5_000, Overridden: 0, 0, 0, 0, 0, 0)),
            Day(21, new ClassFigures("override", Sent: 0, Overridden: 5, 0, 0, 0, 0, 0), new ClassFigures("assignment", Sent: 15, Overridden: 0, 0, 0, 0, 0, 0)),
        ];

        var month = OverrideMonth.Of("2026-11", items, days);

        // Answers to a person's own question are no burden and would only thin the rate.
        Assert.Equal(new OverrideMonth("2026-11", Requested: 6, Approved: 3, Rejected: 1, Lapsed: 1, Delivered: 5, Unasked: 200, Days: 2), month);
        Assert.Contains("占主动送达200条的2.5%", OverrideTexts.Month(month).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AMonthWithoutAny_SaysNought()
    {
        var month = OverrideMonth.Of("2026-11", [], []);

        Assert.Contains("占主动送达0条的0%", OverrideTexts.Month(month).Text, StringComparison.Ordinal);
    }

    private static DailyStatement Day(int day, params ClassFigures[] classes) => new(1, new DateOnly(2026, 11, day), 1, 0, 0, classes, []);

    private static Override Item(string id, OverrideStatus status, bool approved) => new()
    {
        Id = id,
        Status = status,
        Terms = new OverrideTerms("flood", 2, "水位超警"),
        Subject = "circular:" + id,
        UnitIds = ["city"],
        RequesterId = "ann",
        RequestedAt = WorkTimeData.Local("2026-11-20 21:00"),
        Until = approved ? WorkTimeData.Local("2026-11-20 23:00") : null,
    };
}
