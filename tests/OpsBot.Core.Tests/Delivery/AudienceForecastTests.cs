using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

public sealed class AudienceForecastTests
{
    private static readonly QuietHours Office = WorkTimeData.QuietHours;
    private static readonly QuietHours LateRiser = new(new NarrowedPlan(Office.Plan, [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(9, 30))]));
    private static readonly QuietHours AwayForTwoDays = new(new LeavePlan(Office.Plan, [new Leave(new DateOnly(2026, 11, 19), new DateOnly(2026, 11, 20))]));
    private static readonly QuietHours NightShift = new(new ShiftPlan(Office.Plan, new ShiftPattern(
        "夜班", ShiftKind.Cycle, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31),
        [[new WorkSpan(TimeSpan.FromHours(20), TimeSpan.FromHours(32))]], new DateOnly(2026, 1, 1), false)));

    [Theory]
    [InlineData("2026-11-19 10:00", "OOL", "现在是工作时间，马上开始送")]
    [InlineData("2026-11-18 21:00", "OO", "明天 08:30 起送达")]
    [InlineData("2026-11-18 19:00", "OOL", "每人按自己的工作时间送：最早明天 08:30，最晚明天 09:30，其中1人比最早的晚")]
    [InlineData("2026-11-18 19:00", "OOLA", "每人按自己的工作时间送：最早明天 08:30，最晚11月23日（星期一）08:30，其中2人比最早的晚")]
    [InlineData("2026-11-18 21:00", "NOOLA", "马上开始送给1人，另外4人等各自的工作时间，最早明天 08:30，最晚11月23日（星期一）08:30")]
    [InlineData("2026-11-19 10:00", "OON", "马上开始送给2人，另外1人等各自的工作时间，今天 20:00送")]
    [InlineData("2026-12-31 21:00", "OL", "每人按自己的工作时间送：最早2027年1月4日（星期一）08:30，最晚2027年1月4日（星期一）09:30，其中1人比最早的晚（2027年放假安排还没公布，可能变动）")]
    public void Arrival_SeveralKindsOfHours_SaysEarliestLatestAndHowManyLater(string now, string people, string expected)
    {
        var at = WorkTimeData.Local(now);
        var forecast = AudienceForecast.Of(MessageClass.Circular, people.Select(HoursOf), at)!;

        Assert.Equal(expected, DeliveryTexts.Arrival(forecast, at));
        Assert.Equal(people.Length, forecast.People);
    }

    [Fact]
    public void Of_EachMinuteOfAWeek_IsTheSpanOfTheRecipientsOwnOpenings()
    {
        QuietHours[] people = [Office, Office, LateRiser, AwayForTwoDays, NightShift];
        for (var now = WorkTimeData.Local("2026-11-16 00:00"); now < WorkTimeData.Local("2026-11-23 00:00"); now += TimeSpan.FromMinutes(7))
        {
            var openings = people.Select(p => p.NextOpening(now)).ToArray();

            var forecast = AudienceForecast.Of(MessageClass.Assignment, people, now)!;

            Assert.Equal((openings.Min(), openings.Max()), (forecast.First.From, forecast.Last.From));
            Assert.Equal(openings.Count(o => o > openings.Min()), forecast.Later);
            Assert.Equal(openings.Where(o => o > openings.Min()).DefaultIfEmpty(openings.Max()).Min(), forecast.Next.From);
        }
    }

    [Fact]
    public void Of_Nobody_IsNull() => Assert.Null(AudienceForecast.Of(MessageClass.Circular, [], WorkTimeData.Local("2026-11-19 10:00")));

    private static QuietHours HoursOf(char letter) => letter switch { 'O' => Office, 'L' => LateRiser, 'A' => AwayForTwoDays, _ => NightShift };
}
