using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkTimelineTests
{
    private static readonly WorkTimeline Timeline = WorkTimeData.Timeline;

    [Theory]
    [InlineData("2026-11-20 10:00", 1, "2026-11-23 17:30")]
    [InlineData("2026-11-20 23:59", 1, "2026-11-23 17:30")]
    [InlineData("2026-11-20 00:00", 1, "2026-11-23 17:30")]
    [InlineData("2026-11-21 12:00", 1, "2026-11-23 17:30")]
    [InlineData("2026-11-22 12:00", 5, "2026-11-27 17:30")]
    [InlineData("2026-02-13 10:00", 1, "2026-02-14 17:30")]
    [InlineData("2026-02-13 10:00", 2, "2026-02-24 17:30")]
    [InlineData("2026-02-17 10:00", 5, "2026-02-28 17:30")]
    [InlineData("2026-09-30 16:00", 3, "2026-10-10 17:30")]
    [InlineData("2025-12-30 09:00", 2, "2026-01-04 17:30")]
    [InlineData("2025-09-26 09:00", 10, "2025-10-16 17:30")]
    public void AddWorkingDays_FromAnyInstant_GivesClosingOfTheNthWorkdayAfterThatDay(string from, int days, string due) =>
        Assert.Equal(WorkTimeData.Local(due), Timeline.AddWorkingDays(WorkTimeData.Local(from), days));

    [Theory]
    [InlineData("2026-11-23 17:30", 1, "2026-11-20 08:30")]
    [InlineData("2026-11-22 17:30", 1, "2026-11-20 08:30")]
    [InlineData("2026-02-24 17:30", 1, "2026-02-14 08:30")]
    [InlineData("2026-02-24 17:30", 2, "2026-02-13 08:30")]
    public void SubtractWorkingDays_FromAnyInstant_GivesOpeningOfTheNthWorkdayBeforeThatDay(string from, int days, string start) =>
        Assert.Equal(WorkTimeData.Local(start), Timeline.SubtractWorkingDays(WorkTimeData.Local(from), days));

    [Theory]
    [InlineData("2026-11-20 08:30", 30, "2026-11-20 09:00")]
    [InlineData("2026-11-20 11:30", 30, "2026-11-20 12:00")]
    [InlineData("2026-11-20 11:30", 31, "2026-11-20 14:31")]
    [InlineData("2026-11-20 13:00", 1, "2026-11-20 14:31")]
    [InlineData("2026-11-20 17:30", 60, "2026-11-23 09:30")]
    [InlineData("2026-11-21 03:00", 390, "2026-11-23 17:30")]
    [InlineData("2026-02-14 17:00", 60, "2026-02-24 09:00")]
    [InlineData("2026-11-21 03:00", 0, "2026-11-21 03:00")]
    public void AddWorkingMinutes_OverBreaksAndRestDays_EndsAsEarlyAsItCan(string from, int minutes, string end) =>
        Assert.Equal(WorkTimeData.Local(end), Timeline.AddWorkingMinutes(WorkTimeData.Local(from), minutes));

    [Theory]
    [InlineData("2026-11-20 09:00", 30, "2026-11-20 08:30")]
    [InlineData("2026-11-20 15:00", 30, "2026-11-20 14:30")]
    [InlineData("2026-11-20 15:00", 31, "2026-11-20 11:59")]
    [InlineData("2026-11-23 09:00", 60, "2026-11-20 17:00")]
    [InlineData("2026-11-22 09:00", 390, "2026-11-20 08:30")]
    [InlineData("2026-02-24 08:30", 1, "2026-02-14 17:29")]
    [InlineData("2026-11-22 09:00", 0, "2026-11-22 09:00")]
    public void SubtractWorkingMinutes_OverBreaksAndRestDays_StartsAsLateAsItCan(string from, int minutes, string start) =>
        Assert.Equal(WorkTimeData.Local(start), Timeline.SubtractWorkingMinutes(WorkTimeData.Local(from), minutes));

    [Theory]
    [InlineData("2026-11-20 08:30", "2026-11-20 17:30", 390)]
    [InlineData("2026-11-20 12:00", "2026-11-20 14:30", 0)]
    [InlineData("2026-11-20 17:00", "2026-11-23 09:00", 60)]
    [InlineData("2026-11-23 09:00", "2026-11-20 17:00", -60)]
    [InlineData("2026-02-14 00:00", "2026-02-25 00:00", 780)]
    public void WorkingMinutesBetween_TwoInstants_CountsWindowsOnly(string from, string to, long minutes) =>
        Assert.Equal(minutes, Timeline.WorkingMinutesBetween(WorkTimeData.Local(from), WorkTimeData.Local(to)));

    [Fact]
    public void AddWorkingDays_InstantInAnotherOffset_CountsTheLocalDate()
    {
        // Still Thursday in UTC, already Friday in China.
        var from = new DateTimeOffset(2026, 11, 19, 20, 0, 0, TimeSpan.Zero);

        var due = Timeline.AddWorkingDays(from, 1);

        Assert.Equal(WorkTimeData.Local("2026-11-23 17:30"), due);
        Assert.Equal(TimeSpan.FromHours(8), due.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AddWorkingDays_NotPositive_Throws(int days)
    {
        var from = WorkTimeData.Local("2026-11-20 10:00");

        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.AddWorkingDays(from, days));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.SubtractWorkingDays(from, days));
    }

    [Fact]
    public void Arithmetic_LeavingTheCentury_ThrowsInsteadOfGuessing()
    {
        var from = WorkTimeData.Local("2026-11-20 10:00");

        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.AddWorkingDays(from, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.SubtractWorkingDays(from, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.AddWorkingMinutes(from, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.SubtractWorkingMinutes(from, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.WorkingTimeBetween(from, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void AddWorkingMinutes_AcrossTheFirstDayOfSummerHours_UsesEachDaysWindows()
    {
        WorkWindow[] summer = [new(new(8, 0), new(12, 0)), new(new(15, 0), new(18, 0))];
        var schedule = new WorkSchedule(
            "summer", TimeSpan.FromHours(8), TimeSpan.FromMinutes(2), WorkTimeData.Pack.Schedule.Windows,
            [new WorkSeason(new MonthDay(6, 1), new MonthDay(9, 30), summer)]);
        var timeline = new WorkTimeline(Timeline.Calendar, schedule);

        // Friday 29 May 2026 is the last day of plain hours, Monday 1 June the first of summer hours.
        Assert.Equal(WorkTimeData.Local("2026-06-01 15:30"), timeline.AddWorkingMinutes(WorkTimeData.Local("2026-05-29 17:00"), 300));
        Assert.Equal(WorkTimeData.Local("2026-06-01 18:00"), timeline.AddWorkingDays(WorkTimeData.Local("2026-05-29 17:00"), 1));
        Assert.Equal(WorkTimeData.Local("2026-06-01 08:00"), new QuietHours(timeline).NextOpening(WorkTimeData.Local("2026-05-29 17:29")));
    }
}
